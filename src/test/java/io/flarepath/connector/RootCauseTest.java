package io.flarepath.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void aDriverThatIsMissingIsNamedWithItsJar() {
    RootCause cause =
        RootCause.of(
            new IllegalStateException(
                "Failed to connect",
                catchThrowable(() -> DriverManager.getConnection("jdbc:mysql://h:3306/db"))));
    assertThat(cause.reason())
        .isEqualTo(
            "no JDBC driver on the class path accepts addresses that start with `jdbc:mysql:`");
    assertThat(cause.help())
        .contains("start with spark-submit: `--packages com.mysql:mysql-connector-j:9.4.0`");
  }

  @Test
  void anAddressThatNoDriverIsKnownForMayBeATypingError() {
    RootCause cause =
        RootCause.of(catchThrowable(() -> DriverManager.getConnection("jdbc:postgre://h/db")));
    assertThat(cause.reason()).endsWith("accepts addresses that start with `jdbc:postgre:`");
    assertThat(cause.help().get(0)).startsWith("check the address for a typing error");
  }

  @Test
  void aRefusedConnectionNamesItsAddress() {
    Throwable refused =
        catchThrowable(() -> new Socket(InetAddress.getLoopbackAddress(), 1).close());
    assertThat(refused).isInstanceOf(ConnectException.class);
    assertThat(RootCause.of(refused).reason()).isEqualTo("connection refused");
    assertThat(
            RootCause.of(
                    new IllegalStateException(
                        "Connect to http://127.0.0.1:1 [/127.0.0.1] failed: Connection refused",
                        refused))
                .reason())
        .isEqualTo("connection refused: 127.0.0.1:1");
    assertThat(
            RootCause.of(
                    new SQLException(
                        "Connection to db.example.com:5432 refused. Check that the hostname",
                        "08001"))
                .reason())
        .isEqualTo("connection refused: db.example.com:5432");
  }

  @Test
  void aHostThatIsUnknownIsNamed() {
    Throwable unknown = catchThrowable(() -> InetAddress.getAllByName("no-such-host.invalid"));
    assertThat(RootCause.of(new UncheckedIOException((IOException) unknown)).reason())
        .isEqualTo("unknown host no-such-host.invalid");
  }

  @Test
  void aClassThatIsMissingIsNamedWithItsPackage() {
    RootCause ofHadoop =
        RootCause.of(
            new IllegalStateException(
                "java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found"));
    assertThat(ofHadoop.reason())
        .isEqualTo("the class org.apache.hadoop.fs.s3a.S3AFileSystem is not on the class path");
    assertThat(ofHadoop.help().get(0)).contains("org.apache.hadoop:hadoop-aws:");
    RootCause ofIceberg =
        RootCause.of(new NoClassDefFoundError("software/amazon/awssdk/services/s3/S3Client"));
    assertThat(ofIceberg.reason())
        .isEqualTo(
            "the class software.amazon.awssdk.services.s3.S3Client is not on the class path");
    assertThat(ofIceberg.help().get(0)).contains("org.apache.iceberg:iceberg-aws-bundle:");
    RootCause own = RootCause.of(new ClassNotFoundException("com.example.Own"));
    assertThat(own.reason()).isEqualTo("the class com.example.Own is not on the class path");
    assertThat(own.help())
        .containsExactly("check its name, or put its jar on the class path: `--jars`");
  }

  @Test
  void aSchemeThatNothingReadsIsNamedWithItsPackage() {
    RootCause cause = RootCause.of(new IOException("No FileSystem for scheme \"gs\""));
    assertThat(cause.reason())
        .isEqualTo("nothing on the class path can read paths that start with `gs://`");
    assertThat(cause.help().get(0)).contains("gcs-connector");
  }

  @Test
  void whatIsDeniedSaysWhat() {
    assertThat(RootCause.of(new AccessDeniedException("/data/warehouse")).reason())
        .isEqualTo("access denied: AccessDeniedException: /data/warehouse");
    assertThat(
            RootCause.of(
                    new IllegalStateException(
                        "User is not authorized (Service: S3, Status Code: 403, Request ID: X)"))
                .reason())
        .startsWith("the server does not accept these credentials: User is not authorized");
    assertThat(
            RootCause.of(new IllegalStateException("Access Denied (Service: S3, Status Code: 403)"))
                .reason())
        .isEqualTo("access denied: Access Denied (Service: S3, Status Code: 403)");
    assertThat(RootCause.of(new SQLException("wrong password", "28P01")).reason())
        .isEqualTo("the database rejects the user or the password: wrong password");
  }

  @Test
  void encryptionTimeCredentialsAndSpaceAreSaid() {
    assertThat(RootCause.of(new SSLHandshakeException("PKIX path building failed")).reason())
        .isEqualTo("the TLS connection failed: PKIX path building failed");
    assertThat(RootCause.of(new SocketTimeoutException("Connect timed out")).reason())
        .isEqualTo("no answer: timed out");
    assertThat(
            RootCause.of(new IllegalStateException("Unable to load credentials from any of"))
                .reason())
        .isEqualTo("no credentials were found");
    assertThat(RootCause.of(new IllegalStateException("Unable to load region from any")).reason())
        .isEqualTo("no AWS region is set");
    assertThat(RootCause.of(new IOException("No space left on device")).reason())
        .isEqualTo("the disk is full: No space left on device");
    assertThat(
            RootCause.of(
                    catchThrowable(
                        () -> DriverManager.getConnection("jdbc:sqlite:/no-such-folder/c.db")))
                .reason())
        .isEqualTo("the file of the SQLite database cannot be opened");
  }

  @Test
  void whatIsUnknownSaysWhatIsOutsideAndInside() {
    assertThat(RootCause.known(new IllegalStateException("something"))).isEmpty();
    assertThat(
            RootCause.of(
                    new IllegalStateException(
                        "Failed to get the table", new IOException("the page is torn")))
                .reason())
        .isEqualTo("Failed to get the table: the page is torn");
    assertThat(RootCause.of(new IllegalStateException("a", new IOException("it is a"))).reason())
        .isEqualTo("it is a");
    assertThat(RootCause.of(new NullPointerException()).reason()).isEqualTo("NullPointerException");
  }

  @Test
  void theReasonAndTheAdviceGoIntoTheDiagnostic() {
    Diagnostic said =
        RootCause.of(new ConnectException("Connection refused"))
            .explain(Diagnostic.error(Code.CATALOG_FAILED, "it cannot be opened"));
    assertThat(said.notes()).containsExactly("connection refused");
    assertThat(said.help())
        .containsExactly("check the address, and that a server is listening there");
  }
}
