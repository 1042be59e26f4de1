package dev.grader.harness;

import ai.djl.ndarray.types.DataType;
import java.util.Optional;

/** The element types of the wire. */
enum ElementType {
    BOOL("bool", 1, DataType.BOOLEAN),
    UINT8("uint8", 1, DataType.UINT8),
    INT32("int32", 4, DataType.INT32),
    INT64("int64", 8, DataType.INT64),
    FLOAT32("float32", 4, DataType.FLOAT32),
    FLOAT64("float64", 8, DataType.FLOAT64);

    private final String wireName;
    private final int bytes;
    private final DataType dataType;

    ElementType(String wireName, int bytes, DataType dataType) {
        this.wireName = wireName;
        this.bytes = bytes;
        this.dataType = dataType;
    }

    String wireName() {
        return wireName;
    }

    int bytes() {
        return bytes;
    }

    DataType dataType() {
        return dataType;
    }

    static ElementType ofWireName(String name) throws ProtocolException {
        for (ElementType type : values()) {
            if (type.wireName.equals(name)) {
                return type;
            }
        }
        throw new ProtocolException("unknown element type " + name);
    }

    /** Empty for types that have no name on the wire, such as float16. */
    static Optional<ElementType> of(DataType dataType) {
        for (ElementType type : values()) {
            if (type.dataType == dataType) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
