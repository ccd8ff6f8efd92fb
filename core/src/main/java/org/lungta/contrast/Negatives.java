package org.lungta.contrast;

import java.util.List;
import org.lungta.corpus.Example;

/** Hard negatives: texts of the language that is learnt which are near to a batch's own and wrong. */
@FunctionalInterface
public interface Negatives {
    /** Texts that answer none of the batch; fewer than the batch has, where none is found. A function of both. */
    List<String> of(List<Example> batch, int step);
}
