package dev.grader.pipeline.torchscript;

import dev.grader.core.measurement.Evidence.ModelContents;
import dev.grader.core.measurement.Evidence.NamedShape;
import dev.grader.pipeline.torchscript.Pickled.Call;
import dev.grader.pipeline.torchscript.Pickled.Dictionary;
import dev.grader.pipeline.torchscript.Pickled.Instance;
import dev.grader.pipeline.torchscript.Pickled.Name;
import dev.grader.pipeline.torchscript.Pickled.Plain;
import dev.grader.pipeline.torchscript.Pickled.Sequence;
import dev.grader.pipeline.torchscript.Pickled.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a TorchScript archive holds: names and shapes of its tensors and how many numbers there are, read from the archive's own
 * records. A storage that several tensors share counts once; one that no tensor names counts as a constant.
 */
public final class TorchArchive {
    private static final int MAXIMUM_NAME = 300;
    private static final int MAXIMUM_DIMENSIONS = 64;
    /** What ordinary code writes down: strides, paddings, eps. Beyond it numbers count, because weights can hide there. */
    private static final long ORDINARY_NUMBERS = 1_000;

    private static final long ORDINARY_NUMBERS_PER_TENSOR = 20;
    private static final int BYTES_PER_NUMBER = 4;
    private static final Map<String, Integer> ELEMENT_BYTES = Map.ofEntries(
            Map.entry("torch.DoubleStorage", 8),
            Map.entry("torch.FloatStorage", 4),
            Map.entry("torch.HalfStorage", 2),
            Map.entry("torch.BFloat16Storage", 2),
            Map.entry("torch.LongStorage", 8),
            Map.entry("torch.IntStorage", 4),
            Map.entry("torch.ShortStorage", 2),
            Map.entry("torch.CharStorage", 1),
            Map.entry("torch.ByteStorage", 1),
            Map.entry("torch.BoolStorage", 1),
            Map.entry("torch.ComplexFloatStorage", 8),
            Map.entry("torch.ComplexDoubleStorage", 16));

    private final ArchiveFiles files;
    private final Map<String, NamedShape> tensors = new TreeMap<>();
    private final Map<String, Storage> storages = new HashMap<>();
    private final Set<String> trainedStorages = new HashSet<>();
    private final Set<Pickled> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Set<String>> parametersOfTypes = new HashMap<>();
    private long written;

    private TorchArchive(ArchiveFiles files) {
        this.files = files;
    }

    /**
     * The contents of an archive.
     *
     * @param wanted names that the result has, if the archive has them, however many there are
     * @throws UnreadableArchiveException when it is not as torch writes it
     */
    public static ModelContents contents(byte[] archive, Set<String> wanted) throws UnreadableArchiveException {
        ArchiveFiles files = ArchiveFiles.read(archive);
        byte[] pickle = files.texts().get("data.pkl");
        if (pickle == null) {
            throw new UnreadableArchiveException("an archive without data.pkl");
        }
        TorchArchive reader = new TorchArchive(files);
        reader.walk(PickleReader.read(pickle));
        files.texts().forEach((name, content) -> {
            if (name.startsWith("code/")) {
                reader.written += CodeText.written(content);
            }
        });
        return reader.result(wanted);
    }

    /** A value with the name of the attribute that it is in, and the class that says which of its attributes are parameters. */
    private record Place(String path, boolean parameter, Pickled value) {}

    private void walk(Pickled root) throws UnreadableArchiveException {
        Deque<Place> waiting = new ArrayDeque<>();
        waiting.push(new Place("", false, root));
        while (!waiting.isEmpty()) {
            Place place = waiting.pop();
            // A tensor can have several names; everything else is looked into once, however often it is recalled.
            if (!(place.value() instanceof Call call && isTensor(call)) && !seen.add(place.value())) {
                continue;
            }
            switch (place.value()) {
                case Plain plain -> written += numbers(plain);
                case Sequence sequence -> inside(place, sequence.items(), waiting);
                case Dictionary dictionary ->
                    inside(place, List.copyOf(dictionary.entries().values()), waiting);
                case Instance instance -> {
                    Set<String> parameters = parameters(instance.type());
                    instance.state()
                            .forEach((name, value) -> waiting.push(
                                    new Place(below(place.path(), name), parameters.contains(name), value)));
                }
                case Call call -> call(place, call, waiting);
                case Name ignored -> {}
                case Storage storage -> keep(storage, false);
            }
        }
    }

    private static void inside(Place place, List<Pickled> items, Deque<Place> waiting) {
        for (int i = 0; i < items.size(); i++) {
            waiting.push(new Place(below(place.path(), String.valueOf(i)), place.parameter(), items.get(i)));
        }
    }

    private static boolean isTensor(Call call) {
        List<Pickled> arguments = call.arguments().items();
        return call.function().text().startsWith("torch._utils._rebuild")
                && arguments.size() >= 4
                && arguments.get(0) instanceof Storage;
    }

    private void call(Place place, Call call, Deque<Place> waiting) throws UnreadableArchiveException {
        List<Pickled> arguments = call.arguments().items();
        if (!isTensor(call)) {
            // an empty dictionary, a device, a list with its type: the arguments hold what there is
            inside(place, arguments, waiting);
            return;
        }
        keep((Storage) arguments.get(0), place.parameter());
        if (place.path().length() <= MAXIMUM_NAME) {
            tensors.putIfAbsent(place.path(), new NamedShape(place.path(), shape(arguments.get(2)), place.parameter()));
        }
    }

    private void keep(Storage storage, boolean trained) throws UnreadableArchiveException {
        Integer size = ELEMENT_BYTES.get(storage.elementType());
        Long stored = files.sizes().get("data/" + storage.key());
        if (size == null || stored == null || stored != size * storage.elements()) {
            throw new UnreadableArchiveException("a tensor whose elements are not in the archive as it says");
        }
        storages.put(storage.key(), storage);
        if (trained) {
            trainedStorages.add(storage.key());
        }
    }

    private static List<Long> shape(Pickled sizes) throws UnreadableArchiveException {
        List<Long> shape = new ArrayList<>();
        if (sizes instanceof Sequence sequence && sequence.items().size() <= MAXIMUM_DIMENSIONS) {
            for (Pickled item : sequence.items()) {
                if (item instanceof Plain plain && plain.value() instanceof Long size) {
                    shape.add(size);
                }
            }
            if (shape.size() == sequence.items().size()) {
                return shape;
            }
        }
        throw new UnreadableArchiveException("a tensor without a shape");
    }

    private Set<String> parameters(Name type) {
        return parametersOfTypes.computeIfAbsent(type.text(), name -> {
            int dot = name.lastIndexOf('.');
            byte[] code = dot < 0
                    ? null
                    : files.texts().get("code/" + name.substring(0, dot).replace('.', '/') + ".py");
            return code == null ? Set.of() : CodeText.parameters(code, name.substring(dot + 1));
        });
    }

    private static long numbers(Plain plain) {
        return switch (plain.value()) {
            case null -> 0;
            case Boolean ignored -> 0;
            case String text -> CodeText.written(text);
            case Long number -> number == number.intValue() ? 1 : 2;
            default -> 2;
        };
    }

    private static String below(String path, String name) {
        // names are cut here only so that a chain of long ones cannot grow without end
        String joined = path.isEmpty() ? name : path + "." + name;
        return joined.length() <= MAXIMUM_NAME ? joined : joined.substring(0, MAXIMUM_NAME) + "…";
    }

    private ModelContents result(Set<String> wanted) {
        long parameters = 0;
        long buffers = 0;
        for (Storage storage : storages.values()) {
            if (trainedStorages.contains(storage.key())) {
                parameters += storage.elements();
            } else {
                buffers += storage.elements();
            }
        }
        long constantBytes = 0;
        for (Map.Entry<String, Long> entry : files.sizes().entrySet()) {
            String name = entry.getKey();
            boolean unnamed = name.startsWith("data/") && !storages.containsKey(name.substring("data/".length()));
            if (unnamed || name.startsWith("constants/")) {
                constantBytes += entry.getValue();
            }
        }
        long ordinary = ORDINARY_NUMBERS + ORDINARY_NUMBERS_PER_TENSOR * tensors.size();
        List<NamedShape> shown = new ArrayList<>();
        tensors.values().stream()
                .filter(tensor -> wanted.contains(tensor.name()))
                .limit(ModelContents.MAXIMUM_TENSORS)
                .forEach(shown::add);
        tensors.values().stream()
                .filter(tensor -> !wanted.contains(tensor.name()))
                .limit(Math.max(0, ModelContents.MAXIMUM_TENSORS - shown.size()))
                .forEach(shown::add);
        return new ModelContents(
                parameters,
                buffers,
                Math.ceilDiv(constantBytes, (long) BYTES_PER_NUMBER),
                Math.max(0, written - ordinary),
                shown);
    }
}
