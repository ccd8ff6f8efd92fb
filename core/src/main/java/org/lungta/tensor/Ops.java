package org.lungta.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorList;

/** Operators that the binding does not name, called through libtorch's dispatcher. */
final class Ops {
    private static final Map<String, OperatorHandle> HANDLES = new ConcurrentHashMap<>();

    private Ops() {}

    static org.bytedeco.pytorch.Tensor call(String operator, IValue... arguments) {
        IValueVector stack = run(operator, arguments);
        return new org.bytedeco.pytorch.Tensor(stack.get(0).toTensor());
    }

    static IValueVector run(String operator, IValue... arguments) {
        IValueVector stack = new IValueVector();
        for (IValue argument : arguments) {
            stack.push_back(argument);
        }
        handle(operator).callBoxed(stack);
        return stack;
    }

    static IValue list(Iterable<Tensor> tensors) {
        GenericList list = new GenericList(new TensorList().elementType());
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor.raw));
        }
        return new IValue(list);
    }

    private static OperatorHandle handle(String operator) {
        return HANDLES.computeIfAbsent(operator, name -> {
            OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, "");
            handle.retainReference();
            return handle;
        });
    }
}
