package org.lungta.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/** The tensors of a model folder. */
public final class TensorFolder {
    private final Safetensors file;

    private TensorFolder(Safetensors file) {
        this.file = file;
    }

    public static TensorFolder open(Path folder) {
        return new TensorFolder(Safetensors.open(folder.resolve("model.safetensors")));
    }

    public Set<String> names() {
        return file.entries().keySet();
    }

    public Safetensors.Entry entry(String name) {
        return file.entries().get(name);
    }

    public ByteBuffer bytes(String name) {
        return file.bytes(name);
    }
}
