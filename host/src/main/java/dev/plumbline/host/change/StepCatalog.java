package dev.plumbline.host.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;

/**
 * The kinds of steps that a program can read back from a journal. Each module that defines steps lists them; the program
 * puts the lists together.
 */
public final class StepCatalog {
    private final ObjectMapper mapper;

    /** Creates a catalog of these step classes. */
    public StepCatalog(Collection<Class<? extends Step>> steps) {
        mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
        mapper.registerSubtypes(List.copyOf(steps).toArray(Class<?>[]::new));
    }

    JsonNode toJson(Step step) {
        return mapper.convertValue(step, JsonNode.class);
    }

    Step step(JsonNode json) throws JsonProcessingException {
        return mapper.treeToValue(json, Step.class);
    }

    ObjectMapper mapper() {
        return mapper;
    }
}
