package org.obol.local.kubernetes.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real control plane. It is started once per JVM; each parameter of
 * type {@link TestCluster} has a namespace of its own: one per class in a constructor or
 * {@code @BeforeAll}, one per test in a test method or {@code @BeforeEach}. Parameters of
 * type {@code ApiClient} are the administrator's client.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(KubernetesExtension.class)
public @interface KubernetesTest {

}
