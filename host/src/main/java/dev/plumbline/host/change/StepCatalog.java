package dev.plumbline.host.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The kinds of steps that a program can read back from a journal. Each module that defines steps lists them; the program
 * puts the lists together.
 */
public final class StepCatalog {
    private static final String OF = "of";

    private final ObjectMapper mapper;

    /** Creates a catalog of these step classes. */
    public StepCatalog(Collection<Class<? extends Step>> steps) {
        mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // a step is its components, and no more
                .build();
        mapper.registerSubtypes(List.copyOf(steps).toArray(Class<?>[]::new));
    }

    /**
     * {@return a catalog that also reads journals with steps of other kinds}
     *
     * <p>Those are only stand-ins: a journal that has some must not be changed with this catalog.
     */
    public static StepCatalog lookingAtOthers(Collection<Class<? extends Step>> steps) {
        StepCatalog catalog = new StepCatalog(steps);
        catalog.mapper.addHandler(new DeserializationProblemHandler() {
            @Override
            public JavaType handleUnknownTypeId(
                    DeserializationContext context, JavaType base, String id, TypeIdResolver resolver, String failure) {
                return context.constructType(StrangeStep.class);
            }
        });
        return catalog;
    }

    /** {@return the steps as objects with the part that each belongs to beside its own components} */
    ArrayNode toJson(List<PlannedStep> steps) {
        ArrayNode array = mapper.createArrayNode();
        for (PlannedStep planned : steps) {
            ObjectNode json = object().put(OF, planned.of());
            json.setAll(mapper.convertValue(planned.step(), ObjectNode.class));
            array.add(json);
        }
        return array;
    }

    List<PlannedStep> steps(JsonNode array) throws JsonProcessingException {
        List<PlannedStep> steps = new ArrayList<>();
        for (JsonNode json : array) {
            String of = json.path(OF).asText();
            JsonNode step =
                    json instanceof ObjectNode object ? object.deepCopy().without(OF) : json;
            steps.add(new PlannedStep(of, mapper.treeToValue(step, Step.class)));
        }
        return steps;
    }

    JsonNode parse(String line) throws JsonProcessingException {
        return mapper.readTree(line);
    }

    ObjectNode object() {
        return mapper.createObjectNode();
    }
}
