package dev.plumbline.cdi.document;

/** The kinds of faults. The names are kept: programs compare them. */
public enum FaultCode {
    /** The file is empty, or says only {@code null}. */
    EMPTY,
    /** Neither JSON nor YAML. */
    SYNTAX,
    /** Not UTF-8. */
    ENCODING,
    /** The file cannot be read. */
    UNREADABLE,
    /** More bytes, or more values, than a document may have. */
    TOO_LARGE,
    /** Nested deeper than a document may be. */
    TOO_DEEP,
    /** More than one YAML document in the file. */
    MULTIPLE_DOCUMENTS,
    /** A YAML tag that is not one of JSON's types. */
    YAML_TAG,
    /** A YAML alias to something that is not, or not yet, defined. */
    YAML_ALIAS,
    /** A key that the same object has twice. */
    DUPLICATE_KEY,
    /** A field that the specification does not have. */
    UNKNOWN_FIELD,
    /** A value of another type than the field's. */
    WRONG_TYPE,
    /** A number outside the field's range. */
    OUT_OF_RANGE,
    /** A required field that is not there, or is empty. */
    MISSING,
    /** A version that is none of the specification's. */
    UNKNOWN_VERSION,
    /** The document says something that its version does not have yet. */
    VERSION_TOO_LOW,
    /** The kind is not {@code vendor/class}. */
    BAD_KIND,
    /** A device's name that cannot be one. */
    BAD_NAME,
    /** Two devices of one name. */
    DUPLICATE_DEVICE,
    /** A document without devices. */
    NO_DEVICES,
    /** A device that changes nothing in a container. */
    EMPTY_EDITS,
    /** An environment variable that is not {@code NAME=value}. */
    BAD_ENV,
    /** A path that is not absolute. */
    NOT_ABSOLUTE,
    /** A path with a {@code ..} in it. */
    PATH_CLIMBS,
    /** A character that the field cannot carry. */
    CONTROL_CHARACTER,
    /** A type of device node that there is not. */
    BAD_DEVICE_TYPE,
    /** Permissions other than {@code rwm} and {@code none}. */
    BAD_PERMISSIONS,
    /** A name of a hook that there is not. */
    BAD_HOOK,
    /** A class of service that cannot be a directory. */
    BAD_CLOS_ID,
    /** A name that no network interface can have. */
    BAD_INTERFACE,
    /** Two network interfaces of one name. */
    DUPLICATE_INTERFACE,
    /** A key that no annotation can have. */
    BAD_ANNOTATION,
    /** Against the given JSON schema. */
    SCHEMA,
    /** More faults than are listed. */
    MORE_FAULTS
}
