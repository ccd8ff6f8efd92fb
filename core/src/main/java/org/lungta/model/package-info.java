/**
 * Transformers: tensors in, tensors out. {@link org.lungta.model.Policy} is a decoder with an adapter that learns,
 * {@link org.lungta.model.LearningDecoder} one that learns whole,
 * {@link org.lungta.model.DecodeSession} is the same decoder merged and cached, {@link org.lungta.model.Encoder} turns text into
 * embeddings, {@link org.lungta.model.Sequences} is the flat batch in which a prompt is shared by its completions.
 */
package org.lungta.model;
