package dev.plumbline.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.vfio.BarWindows;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.cli.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of windows in docs/gpus.md is what the code comes to. */
class WindowTableTest {
    private static final int MOST = 8;

    @TempDir
    private Path root;

    @Test
    void theTableInTheManualIsRight() throws IOException {
        List<List<String>> columns = new ArrayList<>();
        for (String size : List.of("64G", "128G", "256G", "512G")) {
            columns.add(cells(size));
        }
        List<String> rows = new ArrayList<>();
        for (int count = 1; count <= MOST; count++) {
            int at = count - 1;
            rows.add("| " + count + " | "
                    + String.join(
                            " | ",
                            columns.stream().map(column -> column.get(at)).toList()) + " |");
        }
        assertThat(Files.readAllLines(Path.of("..", "docs", "gpus.md"))).containsSubsequence(rows);
    }

    /** One to eight GPUs with a register of a size, and the smaller ones that an H100 has. */
    private List<String> cells(String size) {
        HostTree host = new HostTree(root.resolve(size));
        List<Bdf> gpus = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            gpus.add(host.onBus("0000:1" + i, "0000:1" + i + ":00.0", "030200", "10de:2330")
                    .bar("16M wide")
                    .bar(size + " wide")
                    .bar("32M wide")
                    .bdf());
            BarWindows windows = host.devices().windows(gpus, Optional.of(52));
            assertThat(windows.fits()).isTrue();
            cells.add(String.format(
                    Locale.ROOT,
                    "%s, %d, %d",
                    Text.size(windows.totalBytes()),
                    windows.ovmfMmio64Mib(),
                    windows.physBitsNeeded()));
        }
        return cells;
    }
}
