/**
 * libtorch, all of it and nothing else: the only package that imports {@code org.bytedeco}. {@link org.lungta.tensor.Tensor}
 * is one hop from the native call; {@link org.lungta.tensor.Autograd} lends native memory; {@link org.lungta.tensor.Engine}
 * starts the library.
 */
package org.lungta.tensor;
