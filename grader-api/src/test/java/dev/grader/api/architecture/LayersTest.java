package dev.grader.api.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a resource is: HTTP on one side, a call of its feature on the other, and nothing between. */
class LayersTest {
    private static JavaClasses classes;

    @BeforeAll
    static void importTheApi() {
        classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
        assertThat(classes.stream().filter(LayersTest::isResource)).hasSizeGreaterThan(10);
        assertThat(classes.stream().filter(type -> type.isAnnotatedWith(Entity.class)))
                .hasSizeGreaterThan(5);
    }

    private static boolean isResource(JavaClass type) {
        return type.getSimpleName().endsWith("Resource");
    }

    @Test
    void resourcesHoldNoSql() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.grader.api.sql.Sql")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "java.sql..", "javax.sql..")
                .check(classes);
    }

    @Test
    void resourcesAnswerWithViewsAndNotWithEntities() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .and()
                .arePublic()
                .should(giveNoEntityAway())
                .check(classes);
        classes()
                .that()
                .haveNameMatching(".*(View|Resource\\$).*")
                .should(holdNoEntity())
                .check(classes);
    }

    @Test
    void resourcesArePathsOfTheirOwn() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .beAnnotatedWith("jakarta.ws.rs.Path")
                .check(classes);
        classes()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .haveSimpleNameEndingWith("Resource")
                .check(classes);
    }

    @Test
    void whatIsNeededComesThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(classes);
    }

    private static boolean hasEntity(JavaType type) {
        return type.getAllInvolvedRawTypes().stream().anyMatch(raw -> raw.isAnnotatedWith(Entity.class));
    }

    private static ArchCondition<JavaMethod> giveNoEntityAway() {
        return new ArchCondition<>("give no entity away") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        method, !hasEntity(method.getReturnType()), method.getFullName() + " returns an entity"));
            }
        };
    }

    private static ArchCondition<JavaClass> holdNoEntity() {
        return new ArchCondition<>("hold no entity") {
            @Override
            public void check(JavaClass view, ConditionEvents events) {
                for (JavaField field : view.getFields()) {
                    events.add(new SimpleConditionEvent(
                            view, !hasEntity(field.getType()), field.getFullName() + " is an entity"));
                }
            }
        };
    }
}
