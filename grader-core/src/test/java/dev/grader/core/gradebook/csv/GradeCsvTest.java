package dev.grader.core.gradebook.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.csv.GradeImport.Change;
import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.gradebook.csv.GradeSheet.Line;
import dev.grader.core.gradebook.csv.ImportedGrades.ImportedGrade;
import dev.grader.core.gradebook.csv.ImportedGrades.Mark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradeCsvTest {
    private static final Standing MISSING = new Standing.Missing();
    private static final Standing EXCUSED = new Standing.Excused();

    private static final GradeSheet SHEET = new GradeSheet(
            List.of(column("hw1", "Homework 1", "10"), column("midterm", "Midterm exam", "20")),
            List.of(
                    line("ada", "Ada, Countess", Map.of("hw1", earned("9.50"), "midterm", MISSING), "17.25"),
                    line("ben", "=HYPERLINK(\"x\")", Map.of("hw1", EXCUSED), "")));

    @Test
    void thePlainShape() {
        assertThat(written(CsvShape.PLAIN, SHEET)).isEqualTo("""
                student,name,hw1,midterm,final grade\r
                ada,"Ada, Countess",9.50,missing,17.25\r
                ben,"'=HYPERLINK(""x"")",excused,,\r
                """);
    }

    @Test
    void theShapeOfCanvas() {
        assertThat(written(CsvShape.CANVAS, SHEET)).isEqualTo("""
                Student,ID,SIS User ID,SIS Login ID,Section,Homework 1,Midterm exam\r
                "    Points Possible",,,,,10,20\r
                "Ada, Countess",,ada,ada,,9.50,0\r
                "'=HYPERLINK(""x"")",,ben,ben,,EX,\r
                """);
    }

    @Test
    void aTitleThatAPlatformWouldTakeForSomethingElseIsInBrackets() throws IOException {
        GradeSheet sheet = new GradeSheet(
                List.of(
                        column("a", "Homework (5)", "10"),
                        column("b", "Talk on the Final Grade", "10"),
                        column("c", "ID", "10"),
                        column("d", "Essay [c]", "10"),
                        column("e", "[b]", "10"),
                        column("f", "Essay", "10")),
                List.of(line("ada", "Ada", Map.of(), "")));
        assertThat(written(CsvShape.CANVAS, sheet))
                .startsWith(
                        "Student,ID,SIS User ID,SIS Login ID,Section,Homework (5) [a],[b],ID [c],Essay [c] [d],[b] [e],"
                                + "Essay\r\n");
        assertThat(read("student,[b],Essay [f]\nada,1,2\n", sheet).grades())
                .extracting(ImportedGrade::assignment)
                .containsExactly("b", "f");
        // whose title it is, is not said
        assertThat(mistakes("student,Essay [c]\nada,1\n", sheet))
                .singleElement()
                .asString()
                .contains("there is no assignment 'Essay [c]'");
    }

    @Test
    void theShapeOfMoodle() {
        assertThat(written(CsvShape.MOODLE, SHEET)).isEqualTo("""
                Username,ID number,Email address,Full name,Homework 1,Midterm exam\r
                ada,ada,,"Ada, Countess",9.50,0\r
                ben,ben,,"'=HYPERLINK(""x"")",,\r
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ada",
                "-5",
                "-5.25",
                "5",
                "=1+1",
                "+1",
                "-1+1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                "'",
                "''",
                "'=1",
                "''=1",
                "'-5",
                "'t Hooft",
                "＝1+1",
                "- 5",
                "-",
                "x=1",
                "x;=1",
                "x;'=1",
                ";\t \"=1",
                "x\n＝1",
                ",,'",
                "زهرا"
            })
    void aGuardedTextComesBack(String text) {
        assertThat(FormulaGuard.unguard(FormulaGuard.guard(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+1", "-x", "@SUM(A1)", "\tx", "\rx", "＝1", "=cmd|' /C calc'!A0"})
    void noFormulaIsWritten(String text) {
        assertThat(FormulaGuard.guard(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            x;=1            | x;'=1
            x\\t=1         | x\\t'=1
            x\\r\\n+1    | x\\r\\n'+1
            x;\\t@1        | x;\\t'@1
            x; "=1          | x;' "=1
            x;'=1           | x;''=1
            x,-y            | x,'-y
            " =1"           | '" =1"
            a=1; b-2, c@d   | a=1; b-2, c@d
            """)
    void norIsOneWhereAnotherProgramSplitsTheCell(String text, String guarded) {
        assertThat(FormulaGuard.guard(lines(text))).isEqualTo(lines(guarded));
        assertThat(FormulaGuard.unguard(lines(guarded))).isEqualTo(lines(text));
    }

    /** Of any text, whatever separates for the program that opens the file, and whether or not it knows quotes. */
    @Test
    void noTextBeginsAFormulaAndEveryTextComesBack() throws IOException {
        Random random = new Random(11);
        String letters = "=+-@＝＋－＠,;|\t\r\n\"'' \u00a0\u200b\u061bax1";
        for (int round = 0; round < 20_000; round++) {
            List<String> row = Stream.generate(() -> random.ints(random.nextInt(9), 0, letters.length())
                            .mapToObj(index -> letters.substring(index, index + 1))
                            .collect(Collectors.joining()))
                    .limit(3)
                    .toList();
            String written = GuardedCsv.write(List.of(row));
            for (String separator : List.of(",", ";", "\t", "|", "\u061b", "[,;\t|]")) {
                Pattern split =
                        Pattern.compile((separator.length() == 1 ? Pattern.quote(separator) : separator) + "|\\R");
                for (String cell : split.splitAsStream(written).toList()) {
                    assertThat(cell.replaceAll("^[\\p{Zs}\\p{Cf}\"]+", ""))
                            .as("split by %s of %s", separator, row)
                            .doesNotMatch("(?s)[=+\\-@＝＋－＠].*");
                }
            }
            assertThat(
                            CSVFormat.RFC4180
                                    .parse(new java.io.StringReader(written))
                                    .getRecords()
                                    .getFirst()
                                    .toList()
                                    .stream()
                                    .map(FormulaGuard::unguard)
                                    .toList())
                    .isEqualTo(row);
        }
    }

    @ParameterizedTest
    @EnumSource(CsvShape.class)
    void whatWasExportedChangesNothing(CsvShape shape) throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            GradeSheet sheet = TestSheets.random(random);
            GradeImport again = GradeImport.of(read(written(shape, sheet), sheet), sheet);
            assertThat(again.changes()).isEmpty();
            assertThat(again.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(CsvShape.class)
    void whatWasExportedFillsAnEmptyGradebookWithTheSamePoints(CsvShape shape) throws IOException {
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            GradeSheet sheet = TestSheets.random(random);
            Map<String, Map<String, BigDecimal>> points = new HashMap<>();
            for (ImportedGrade grade : read(written(shape, sheet), sheet).grades()) {
                if (grade.mark() instanceof Mark.Points(BigDecimal given)) {
                    points.computeIfAbsent(grade.student(), student -> new HashMap<>())
                            .put(grade.assignment(), given);
                }
            }
            for (Line line : sheet.lines()) {
                Map<String, BigDecimal> own = points.getOrDefault(line.login(), Map.of());
                line.standings().forEach((assignment, standing) -> {
                    if (standing instanceof Standing.Earned(BigDecimal earned)) {
                        assertThat(own.get(assignment)).isEqualTo(earned);
                    }
                });
            }
        }
    }

    @Test
    void namesComeBackFromASpreadsheet() throws IOException {
        Random random = new Random(9);
        for (int round = 0; round < 50; round++) {
            GradeSheet sheet = TestSheets.random(random);
            List<CSVRecord> rows = CSVFormat.RFC4180
                    .parse(new java.io.StringReader(written(CsvShape.PLAIN, sheet)))
                    .getRecords();
            for (int index = 0; index < sheet.lines().size(); index++) {
                assertThat(FormulaGuard.unguard(rows.get(index + 1).get(1)))
                        .isEqualTo(sheet.lines().get(index).name());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            student,hw1\\nada,7                                | 7
            \uFEFFstudent,hw1\\nada,7                          | 7
            student,hw1\\r\\nada,7.25\\r\\n\\r\\n              | 7.25
            student;hw1\\nada;7,5                              | 7.5
            sep=;\\nstudent;hw1\\nada;7,5                      | 7.5
            student\\thw1\\nada\\t7                            | 7
            STUDENT,HW1\\nADA,7                                | 7
            student,Homework 1\\nada,7                         | 7
            student,"Homework 1 [hw1]"\\nada,7                 | 7
            student,hw1\\nada,۷٫۵                              | 7.5
            student,hw1\\nada,٧٫٢٥                             | 7.25
            student,hw1\\nada," 7 "                            | 7
            student,hw1\\nada,+7                               | 7
            student,final grade,name,hw1\\nada,1,x,7           | 7
            Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (8812),Current Score\\n,,,,,Manual Posting,\\n    Points Possible,,,,,10,(read only)\\nx,4,,ada,,7,98\\n"Student, Test",,,,,3, | 7
            LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Homework 1 (8812),Quizzes Current Score (Fall 2020)\\n,,,,,,manual posting (scores hidden from instructors),\\nStudent,Test,9,,77,,3,\\nx,y,4,4711,ada,,7,98 | 7
            Student,ID,SIS Login ID,Section,Homework 1 [hw1] (8812)\\nx,4,ada,,7 | 7
            \uFEFF"Student","ID","SIS Login ID","Section","hw1"\\r\\nx,4,ada,,7 | 7
            \uFEFFsep=;\\r\\n"Username";"hw1"\\r\\nada;7 | 7
            \uFEFFUsername,hw1,Suspended\\nada,7,Yes | 7
            Username;Course total, a, b, c (Real);hw1\\nada;9;7 | 7
            Student,ID,SIS Login ID,Section,Homework 1,Midterm exam\\n    Points Possible,,,,10,(read only)\\nx,4,ada,,7,9 | 7
            Username;ID number;"Course total, a, b, c (Real)";hw1\\nada;4711;;7 | 7
            First name,Last name,Email address,Username,Assignment: Homework 1 (Real),Homework 1 (Feedback),Course total (Real),Last downloaded from this course\\nA,L,a@x.org,ada,7,good,7,12345 | 7
            """)
    void manyWritingsOfTheSameAreRead(String text, String points) throws IOException {
        ImportedGrades imported = read(lines(text), SHEET);
        assertThat(imported.grades()).singleElement().satisfies(grade -> {
            assertThat(grade.student()).isEqualTo("ada");
            assertThat(grade.assignment()).isEqualTo("hw1");
            assertThat(grade.mark()).isEqualTo(new Mark.Points(new BigDecimal(points)));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            student,hw11\\nada,7                 | row 1, column 'hw11': there is no assignment 'hw11'; did you mean 'hw1'?
            student,Homewrok 1\\nada,7           | row 1, column 'Homewrok 1': there is no assignment 'Homewrok 1'; did you mean 'Homework 1'?
            student,quiz\\nada,7                 | row 1, column 'quiz': there is no assignment 'quiz'; there are: hw1, midterm
            studnt,hw1\\nada,7                   | row 1: no column says whose grades they are: student, or SIS Login ID (Canvas), or Username, ID number or Email address (Moodle); did you mean 'student' by 'studnt'?
            student,hw1,Homework 1\\nada,7,8     | row 1, column 'Homework 1': the assignment 'hw1' has two columns, also 'hw1'; remove one
            student,student,hw1\\nada,ada,8      | row 1, column 'student': the column is there twice
            student,hw1\\nadda,7                 | row 2, column 'student': there is no student 'adda' in the course; did you mean 'ada'?
            student,hw1\\n,7                     | row 2, column 'student': is empty; write the student's login
            student,hw1\\nada,7\\n\\nada,8       | row 4: 'ada' is in row 2 already; keep one
            student,hw1\\nada,seven              | row 2, column 'hw1': 'seven' is no number of points; write one like 7.5
            student,hw1\\nada,-1                 | row 2, column 'hw1': '-1' is below 0; points are not
            student,hw1\\nada,1e3                | row 2, column 'hw1': '1e3' is no number of points
            student,hw1\\nada,80%                | row 2, column 'hw1': '80%' is no number of points
            student,hw1\\nada,=1+1               | row 2, column 'hw1': '=1+1' is no number of points
            student;hw1\\nada;1,500              | row 2, column 'hw1': '1,500' may be thousands or decimals
            student,hw1\\nada,7,5                | row 2: has more cells than the first row, such as '5'
            Student,ID,SIS User ID,SIS Login ID,Section,hw1\\nx,4,BEN,ada,,7 | row 2, column 'SIS User ID': names 'ben', but 'SIS Login ID' names 'ada'; a row is of one student
            Username,ID number,hw1\\nada,ben,7  | row 2, column 'ID number': names 'ben', but 'Username' names 'ada'; a row is of one student
            SIS Login ID,SIS User ID,hw1\\nadda,77,7 | row 2, column 'SIS Login ID': there is no student 'adda' in the course; did you mean 'ada'?
            student,Username,hw1\\nada,ben,8     | row 1, column 'Username': there is no assignment 'Username'
            student,hw1\\n"ada,7                 | The file is no CSV after row 1: a cell that begins with a quotation mark ends
            student,hw1\\n"ada"x,7               | The file is no CSV after row 1: a cell that begins with a quotation mark ends
            student,hw1\\nada,excused            | row 2, column 'hw1': 'ada' is not excused
            student,hw1\\nada,missing            | row 2, column 'hw1': 'ada' is not missing here
            student,hw1\\nben,5                  | row 2, column 'hw1': 'ben' is excused; take that back first
            student,hw1\\nada,1.23456            | row 2, column 'hw1': 1.23456 is too long
            student,hw1\\nada,123456789          | row 2, column 'hw1': 123456789 is too long
            """)
    void aMistakeIsNamedWithItsRowAndColumn(String text, String message) {
        assertThat(mistakes(lines(text), SHEET)).singleElement().asString().startsWith(message);
    }

    @Test
    void allMistakesAreToldAtOnceUpToAMeasure() {
        assertThat(mistakes("student,hw1\nadda,1\nben,x\n", SHEET)).hasSize(2);
        assertThat(mistakes("student,hw1\n" + "nobody,1\n".repeat(10_000), SHEET))
                .hasSize(51)
                .last()
                .asString()
                .contains("There may be more");
    }

    @Test
    void anEmptyFileAndOneInAnotherEncodingAreRefused() {
        assertThat(mistakes("", SHEET)).singleElement().asString().contains("is empty");
        assertThat(mistakes("student,hw1\nadé,1\n".getBytes(StandardCharsets.ISO_8859_1)))
                .singleElement()
                .asString()
                .contains("is no text in UTF-8");
        assertThat(mistakes("student,hw1\nada,1\n".getBytes(Charset.forName("UTF-16"))))
                .singleElement()
                .asString()
                .contains("is no text in UTF-8");
    }

    @Test
    void aMillionRowsAreRefusedBeforeTheyAreRead() {
        long[] served = {0};
        byte[] head = "student,hw1\n".getBytes(StandardCharsets.UTF_8);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("read in blocks");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                for (int index = 0; index < length; index++) {
                    long position = served[0]++;
                    buffer[offset + index] = position < head.length ? head[(int) position] : (byte) '\n';
                }
                return length;
            }
        };
        CsvMistakes mistakes = catchThrowableOfType(
                CsvMistakes.class, () -> new GradeCsvReader(SHEET.columns(), List.of("ada")).read(endless));
        assertThat(mistakes.getMessage()).contains("row 20002", "more than 20000 rows; nothing was taken");
        assertThat(served[0]).isLessThan(200_000);
    }

    @Test
    void onlyWhatIsDifferentIsChanged() throws IOException {
        GradeImport changes = GradeImport.of(read("student,hw1,midterm\nada,9.5,12\nben,excused,25\n", SHEET), SHEET);
        assertThat(changes.changes())
                .containsExactly(
                        new Change("ada", "midterm", MISSING, new BigDecimal("12")),
                        new Change("ben", "midterm", new Standing.Open(), new BigDecimal("25")));
        assertThat(changes.unchanged()).isEqualTo(2);
        assertThat(changes.warnings())
                .singleElement()
                .asString()
                .isEqualTo("row 3, column 'midterm': 25 is more than the 20 points of full marks");
    }

    @Test
    void fullMarksAreNotMoreThanFullMarks() throws IOException {
        assertThat(GradeImport.of(read("student,midterm\nada,20\n", SHEET), SHEET)
                        .warnings())
                .isEmpty();
    }

    @Test
    void noPointsForSomebodyWhoIsMissingIsAGradeOnlyInThePlainShape() throws IOException {
        assertThat(GradeImport.of(read("student,midterm\nada,0\n", SHEET), SHEET)
                        .changes())
                .hasSize(1);
        assertThat(GradeImport.of(read("Username,midterm\nada,0\n", SHEET), SHEET)
                        .changes())
                .isEmpty();
    }

    private static List<String> mistakes(String text, GradeSheet sheet) {
        CsvMistakes mistakes = catchThrowableOfType(CsvMistakes.class, () -> GradeImport.of(read(text, sheet), sheet));
        return mistakes.mistakes().stream().map(CsvMistake::toString).toList();
    }

    private static List<String> mistakes(byte[] file) {
        CsvMistakes mistakes = catchThrowableOfType(
                CsvMistakes.class,
                () -> new GradeCsvReader(SHEET.columns(), List.of("ada")).read(new ByteArrayInputStream(file)));
        return mistakes.mistakes().stream().map(CsvMistake::toString).toList();
    }

    private static ImportedGrades read(String text, GradeSheet sheet) throws IOException {
        return new GradeCsvReader(
                        sheet.columns(), sheet.lines().stream().map(Line::login).toList())
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String written(CsvShape shape, GradeSheet sheet) {
        StringBuilder text = new StringBuilder();
        try {
            new GradeCsvWriter(shape, sheet).write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static String lines(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    private static Column column(String id, String title, String possible) {
        return new Column(id, title, Optional.of(new BigDecimal(possible)));
    }

    private static Line line(String login, String name, Map<String, Standing> standings, String grade) {
        return new Line(
                login,
                name,
                standings,
                grade.isEmpty() ? Optional.<BigDecimal>empty() : Optional.of(new BigDecimal(grade)));
    }

    private static Standing earned(String points) {
        return new Standing.Earned(new BigDecimal(points));
    }
}
