package io.flarepath.spark.failure;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.trees.Origin;
import scala.Option;
import scala.collection.immutable.Map$;

/** What we refuse while Spark analyses a plan; Spark adds the place in the SQL. */
public final class Refused extends AnalysisException {

  private static final long serialVersionUID = 1L;

  private final Code code;
  private final List<String> helps;

  /**
   * @param message what is refused
   * @param helps what the user may do instead, first things first
   */
  public Refused(Code code, String message, List<String> helps) {
    this(code, message, List.copyOf(helps), Option.empty(), Option.empty());
  }

  private Refused(
      Code code, String message, List<String> helps, Option<Object> line, Option<Object> column) {
    super(
        message,
        line,
        column,
        Option.empty(),
        Option.empty(),
        Map$.MODULE$.empty(),
        new QueryContext[0]);
    this.code = code;
    this.helps = helps;
  }

  @Override
  public Refused withPosition(Origin origin) {
    return new Refused(code, message(), helps, origin.line(), origin.startPosition());
  }

  /**
   * Throws this from where Scala's interfaces declare no exception.
   *
   * @return nothing, so that the caller can write {@code throw refused.thrown()}
   */
  public RuntimeException thrown() {
    return Refused.<RuntimeException>raise(this);
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException raise(Refused refused) throws E {
    throw (E) refused;
  }

  /** What was refused while a plan was analysed or computed; empty if that failed otherwise. */
  public static Optional<Refused> in(Throwable failure) {
    Throwable each = failure;
    while (each != null && !(each instanceof Refused)) {
      each = each.getCause() == each ? null : each.getCause();
    }
    return Optional.ofNullable((Refused) each);
  }

  /** The same as a diagnostic, with what could not be done because of it, and without a place. */
  public Diagnostic insteadOf(Diagnostic failed) {
    Diagnostic said = Diagnostic.error(code, message()).because(failed.message());
    for (String help : helps) {
      said = said.help(help);
    }
    return said;
  }
}
