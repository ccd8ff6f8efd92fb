package org.lungta.tensor;

/**
 * Where tensors live, and all that is chosen by it: the type of numbers, and whether weights are laid out for inference. Attention
 * is by products and a softmax in both places. The CUDA side is untested on a GPU.
 */
public enum Device {
    CPU {
        @Override
        public DType fastType() {
            return Engine.hasFastBfloat16() ? DType.BFLOAT16 : DType.FLOAT32;
        }

        @Override
        boolean packs() {
            return true;
        }

        @Override
        org.bytedeco.pytorch.Tensor place(org.bytedeco.pytorch.Tensor made) {
            return made;
        }

        @Override
        org.bytedeco.pytorch.Device raw() {
            return new org.bytedeco.pytorch.Device("cpu");
        }
    },
    CUDA {
        @Override
        public DType fastType() {
            return DType.BFLOAT16;
        }

        @Override
        boolean packs() {
            return false;
        }

        @Override
        org.bytedeco.pytorch.Tensor place(org.bytedeco.pytorch.Tensor made) {
            return made.cuda();
        }

        @Override
        org.bytedeco.pytorch.Device raw() {
            return new org.bytedeco.pytorch.Device("cuda");
        }
    };

    /** The type of weights with which it is fastest. */
    public abstract DType fastType();

    /** Whether oneDNN lays out its weights. */
    abstract boolean packs();

    /** A tensor that was made from Java values, where it belongs. */
    abstract org.bytedeco.pytorch.Tensor place(org.bytedeco.pytorch.Tensor made);

    abstract org.bytedeco.pytorch.Device raw();
}
