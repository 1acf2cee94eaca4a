package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.NullUnmarked;
import org.nd4j.linalg.dataset.DataSet;

/** A Java class for DL4J, compiled in memory against the libraries of the tests. */
@NullUnmarked
final class CompiledScript {
  private final Class<?> script;
  private final Class<?> images;

  private CompiledScript(ClassLoader loader, String className) throws ClassNotFoundException {
    script = loader.loadClass(className);
    images = loader.loadClass(className + "$Images");
  }

  static CompiledScript of(String className, String source) throws ReflectiveOperationException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null);
    Memory memory = new Memory(files);
    boolean compiled =
        compiler
            .getTask(
                null,
                memory,
                said,
                List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                null,
                List.of(source(className, source)))
            .call();
    assertThat(compiled).as("%s%n%s", said.getDiagnostics(), source).isTrue();
    assertThat(said.getDiagnostics())
        .noneMatch(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR);
    return new CompiledScript(memory.loader(), className);
  }

  void main(String... arguments) throws ReflectiveOperationException {
    script.getMethod("main", String[].class).invoke(null, (Object) arguments);
  }

  MultiLayerNetwork network(int batches) throws ReflectiveOperationException {
    return (MultiLayerNetwork) open(script, "network", int.class).invoke(null, batches);
  }

  Object images(byte[] pixels, int[] labels) throws ReflectiveOperationException {
    Constructor<?> constructor = images.getDeclaredConstructor(byte[].class, int[].class);
    constructor.setAccessible(true);
    return constructor.newInstance(pixels, labels);
  }

  DataSet batch(Object from, int[] order, int first, int end, double smoothing)
      throws ReflectiveOperationException {
    return (DataSet)
        open(images, "batch", int[].class, int.class, int.class, double.class)
            .invoke(from, order, first, end, smoothing);
  }

  private static Method open(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = type.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  private static JavaFileObject source(String className, String text) {
    URI place = URI.create("memory:///" + className + ".java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** Keeps what the compiler writes. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }

    private ClassLoader loader() {
      return new ClassLoader(CompiledScript.class.getClassLoader()) {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
          ByteArrayOutputStream bytes = classes.get(name);
          if (bytes == null) {
            throw new ClassNotFoundException(name);
          }
          return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
      };
    }
  }
}
