/**
 * Files of models: safetensors, Hugging Face and sentence-transformers folders, PEFT adapters. What does not match is refused, and
 * what is written is written whole.
 */
package org.lungta.checkpoint;
