package org.lungta.tensor;

import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Float32Backend;
import org.bytedeco.pytorch.global.torch.Float32Op;
import org.bytedeco.pytorch.global.torch.Float32Precision;

/**
 * Starts libtorch once, with the settings without which it is several times slower: one pool of threads, and float32 products
 * by oneDNN where it keeps them exact. All tensor work belongs to one thread, since libgomp gives every calling thread a team of its own.
 */
public final class Engine {
    private static boolean started;
    private static Device device = Device.CPU;

    private Engine() {}

    /** Loads libtorch and sets its threads; calling it again does nothing. */
    public static synchronized void start() {
        if (started) {
            return;
        }
        require(
                Long.parseLong(System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes", "-1")) == 0,
                "start the JVM with -Dorg.bytedeco.javacpp.maxPhysicalBytes=0: JavaCPP's default limit counts the model"
                        + " against the Java heap and stops the run");
        org.bytedeco.openblas.global.openblas.blas_set_num_threads(oneDnnKeepsFloat32() ? 1 : processors());
        torch.set_num_threads(processors());
        products(usual());
        started = true;
    }

    /** Starts on this device, where all tensors of the process then live. */
    public static synchronized void start(Device chosen) {
        start();
        require(
                chosen == Device.CPU || hasCuda(),
                "device is cuda, but this libtorch finds no GPU: build with mvn -Pgpu (LUNGTA_GPU=1 ./lungta), install an"
                        + " NVIDIA driver, or set device: cpu");
        device = chosen;
    }

    /** Whether libtorch was built with CUDA and finds a GPU. */
    public static boolean hasCuda() {
        return torch.hasCUDA() && torch.cuda_is_available();
    }

    /** Where tensors live. */
    public static Device device() {
        return device;
    }

    /**
     * libtorch hands float32 products to oneDNN only where it may round them to bfloat16. oneDNN does so where there is AMX, and nowhere
     * else; there OpenBLAS computes them, in float32.
     */
    private static Float32Precision usual() {
        return oneDnnKeepsFloat32() ? Float32Precision.BF16 : Float32Precision.IEEE;
    }

    private static boolean oneDnnKeepsFloat32() {
        return hasAvx512() && !cpuFlags().contains("amx_bf16");
    }

    /**
     * Makes float32 products the same for a while on all processors but for the last bits: OpenBLAS computes them, whatever
     * {@link #start} chose.
     */
    public static Exact exact() {
        products(Float32Precision.IEEE);
        return new Exact();
    }

    /** Ends {@link #exact}. */
    public static final class Exact implements AutoCloseable {
        private Exact() {}

        @Override
        public void close() {
            products(usual());
        }
    }

    private static void products(Float32Precision precision) {
        torch.globalContext().setFloat32Precision(Float32Backend.MKLDNN, Float32Op.MATMUL, precision);
    }

    /** Seeds libtorch's own generator, which dropout draws from. */
    public static void seed(long seed) {
        torch.manual_seed(seed);
    }

    /** Where the generator that {@link #seed} seeds stands. */
    public static Tensor generator() {
        return new Tensor(generatorOfDevice().get_state());
    }

    /** Sets it back to where it stood. */
    public static void generator(Tensor state) {
        generatorOfDevice().set_state(state.raw);
    }

    private static org.bytedeco.pytorch.Generator generatorOfDevice() {
        return torch.globalContext().defaultGenerator(device.raw());
    }

    /** True where bfloat16 products run in hardware (AVX512-BF16 or AMX); elsewhere they are some seven times slower than float32. */
    public static boolean hasFastBfloat16() {
        List<String> flags = cpuFlags();
        return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    }

    /** What a figure should name beside it: model, processors, and the vector instructions that decide. */
    public static String cpu() {
        List<String> flags = cpuFlags();
        String vector = flags.contains("avx512_bf16")
                ? flags.contains("amx_bf16") ? "AVX512-BF16 and AMX" : "AVX512-BF16"
                : hasAvx512() ? "AVX512" : flags.contains("avx2") ? "AVX2" : "no AVX2";
        return "%s, %d processors, %s".formatted(cpuLine("model name"), processors(), vector);
    }

    /** Resident memory of this process in bytes, or 0 where /proc does not tell. */
    public static long residentBytes() {
        return status("VmRSS:");
    }

    /** The most that {@link #residentBytes} ever was. */
    public static long peakResidentBytes() {
        return status("VmHWM:");
    }

    private static long status(String field) {
        for (String line : lines(Path.of("/proc/self/status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }

    /** Live native handles: flat from step to step, or something leaks. */
    public static long handles() {
        return org.bytedeco.javacpp.Pointer.totalCount();
    }

    private static boolean hasAvx512() {
        return cpuFlags().contains("avx512f");
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static List<String> cpuFlags() {
        return List.of(cpuLine("flags").split(" "));
    }

    private static String cpuLine(String key) {
        for (String line : lines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith(key)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return System.getProperty("os.arch");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
