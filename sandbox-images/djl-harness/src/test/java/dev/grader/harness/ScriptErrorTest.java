package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;

final class ScriptErrorTest {
    @Test
    void theLastLineOfTheStudentsOwnCodeIsTold() {
        ScriptError error = ScriptError.ofEngine(new EngineException("""
                The following operation failed in the TorchScript interpreter.
                Traceback of TorchScript, serialized code (most recent call last):
                  File "code/__torch__/model.py", line 7, in forward
                    return torch.view(x, [3])
                           ~~~~~~~~~~ <--- HERE

                Traceback of TorchScript, original code (most recent call last):
                  File "/scratch/job/model.py", line 40, in forward
                        return self.head(x)
                               ~~~~~~~~~ <--- HERE
                  File "/usr/lib/python3/dist-packages/torch/nn/modules/linear.py", line 114, in forward
                        return F.linear(input, self.weight, self.bias)
                               ~~~~~~~~ <--- HERE
                RuntimeError: mat1 and mat2 shapes cannot be multiplied (5x4 and 5x3)
                """));
        assertThat(error.type()).isEqualTo("RuntimeError");
        assertThat(error.message()).isEqualTo("mat1 and mat2 shapes cannot be multiplied (5x4 and 5x3)");
        assertThat(error.file()).isEqualTo("model.py");
        assertThat(error.line()).isEqualTo(40);
        assertThat(error.traceback())
                .startsWith("File \"model.py\", line 40, in forward\n")
                .contains("self.head(x)")
                .doesNotContain("linear", "/scratch");
    }

    @Test
    void anExceptionOfTheStudentsOwnKeepsItsType() {
        ScriptError error = ScriptError.ofEngine(new EngineException("""
                Traceback of TorchScript, original code (most recent call last):
                  File "/scratch/model.py", line 9, in forward
                        raise ValueError("rank 3 expected")
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ <--- HERE
                builtins.ValueError: rank 3 expected
                """));
        assertThat(error.type()).isEqualTo("ValueError");
        assertThat(error.message()).isEqualTo("rank 3 expected");
    }

    @Test
    void anErrorWithoutATracebackKeepsItsFirstWordsButNotTheNativeStack() {
        ScriptError error = ScriptError.ofEngine(new EngineException("""
                PytorchStreamReader failed reading zip archive: failed finding central directory
                Exception raised from valid at /pytorch/caffe2/serialize/inline_container.cc:178 (most recent call first):
                frame #0: c10::Error::Error(c10::SourceLocation, std::string) + 0x69 (0x7f in /opt/libtorch/libc10.so)
                """));
        assertThat(error.message())
                .isEqualTo("PytorchStreamReader failed reading zip archive: failed finding central directory");
        assertThat(error.file()).isNull();
    }

    @Test
    void longMessagesAreCut() {
        assertThat(ScriptError.ofEngine(new EngineException("x".repeat(5_000))).message())
                .hasSize(1_002)
                .endsWith(" …");
    }
}
