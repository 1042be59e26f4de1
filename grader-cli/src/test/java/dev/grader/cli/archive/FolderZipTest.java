package dev.grader.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderZipTest {
    @TempDir
    private Path folder;

    @Test
    void theSameFilesMakeTheSameBytesWheneverTheyWereWritten() throws Exception {
        Path model = write("work/model.py", "print(1)\n");
        write("work/a/layer.py", "x = 1\n");
        Path first = zip("first.zip");
        Files.setLastModifiedTime(model, FileTime.fromMillis(1_000_000_000));
        Path second = zip("second.zip");

        assertThat(Digest.sha256(second)).isEqualTo(Digest.sha256(first)).hasSize(64);
        try (ZipFile zip = new ZipFile(first.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName())).containsExactly("a/layer.py", "model.py");
        }
    }

    @Test
    void aNotebookByItselfIsAtTheTopOfItsZip() throws Exception {
        Path notebook = write("work/hw.ipynb", "{}").toAbsolutePath();
        write("work/other.py", "");
        Path zip = folder.resolve("one.zip");
        FolderZip.write(SingleFile.folder(notebook), SingleFile.selection(notebook), zip);

        assertThat(SingleFile.isOne(notebook)).isTrue();
        assertThat(SingleFile.isOne(zip)).isFalse();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(entry -> entry.getName())).containsExactly("hw.ipynb");
        }
    }

    @Test
    void anotherByteIsAnotherDigest() throws Exception {
        write("work/model.py", "print(1)\n");
        String before = Digest.sha256(zip("first.zip"));
        write("work/model.py", "print(2)\n");

        assertThat(Digest.sha256(zip("second.zip"))).isNotEqualTo(before);
    }

    @Test
    void whatIsHiddenCachedLinkedOrIgnoredStaysOutAndIsNamed() throws Exception {
        write("work/model.py", "");
        write("work/notes/idea.txt", "");
        write("work/.git/config", "");
        write("work/__pycache__/model.pyc", "");
        write("work/data/large.npy", "");
        write("work/.graderignore", "# mine\n*.npy\nnotes/\n");
        Files.createSymbolicLink(folder.resolve("work/link.py"), folder.resolve("work/model.py"));

        FileSelection selection = FileSelection.of(folder.resolve("work"));

        assertThat(selection.included()).containsExactly(Path.of("model.py"));
        assertThat(selection.leftOut())
                .containsExactly(".git/", ".graderignore", "__pycache__/", "data/large.npy", "link.py", "notes/");
    }

    private Path write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path zip(String name) throws Exception {
        Path work = folder.resolve("work");
        Path zip = folder.resolve(name);
        FolderZip.write(work, FileSelection.of(work), zip);
        return zip;
    }
}
