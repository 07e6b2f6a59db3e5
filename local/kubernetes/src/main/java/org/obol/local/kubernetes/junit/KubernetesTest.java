package org.obol.local.kubernetes.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.extension.ExtendWith;
import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.image.LocalCommand;

/**
 * Gives a test class a real control plane. It is started once per JVM; each parameter of
 * type {@link TestCluster} has a namespace of its own: one per class in a constructor or
 * {@code @BeforeAll}, one per test in a test method or {@code @BeforeEach}. Parameters of
 * type {@code ApiClient} are the administrator's client; {@code ControlPlane} and, where
 * {@link #virtualNode()} is true, {@code VirtualNode} can be had as well.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(KubernetesExtension.class)
public @interface KubernetesTest {

	/**
	 * Whether pods with our label are to run as local processes.
	 * @return whether a virtual node is wanted
	 */
	boolean virtualNode() default false;

	/**
	 * What stands for the images of this class's pods. The class needs a constructor
	 * without parameters; all tables of a JVM's tests are used together.
	 * @return the table's class
	 */
	Class<? extends ImageTable> images() default NoImages.class;

	/** The table of a test that has no images of its own. */
	final class NoImages implements ImageTable {

		/** Knows nothing. */
		public NoImages() {
		}

		@Override
		public Optional<LocalCommand> find(String name) {
			return Optional.empty();
		}

		@Override
		public Set<String> names() {
			return Set.of();
		}

	}

}
