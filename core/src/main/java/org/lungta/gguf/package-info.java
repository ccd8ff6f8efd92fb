/**
 * GGUF files, the format of llama.cpp: a checked reader, one class for each form of quantised block, and
 * {@link org.lungta.gguf.GgufImport}, which makes a Hugging Face folder of a file. Plain Java; no tensor is computed with.
 *
 * <p>The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
package org.lungta.gguf;
