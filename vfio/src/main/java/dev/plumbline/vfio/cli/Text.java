package dev.plumbline.vfio.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines for people: rows with their columns aligned, notes indented beneath, in colour on a terminal. */
public final class Text {
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final boolean colour;
    private final List<Row> rows = new ArrayList<>();

    /** Cells with notes beneath. */
    private record Row(List<String> cells, Tone tone, List<String> notes) {}

    /** How the last cell of a row is to be taken. */
    public enum Tone {
        /** As it should be. */
        GOOD,
        /** Not as it should be. */
        BAD,
        /** Neither. */
        PLAIN
    }

    Text(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Adds a row of the table that is being made. */
    public void row(Tone tone, List<String> cells, List<String> notes) {
        rows.add(new Row(
                cells.stream().map(Text::harmless).toList(),
                tone,
                notes.stream().map(Text::harmless).toList()));
    }

    /** Adds a row that is neither good nor bad. */
    public void row(String... cells) {
        row(Tone.PLAIN, List.of(cells), List.of());
    }

    /** Prints the table so far, and then a line. */
    public void line(String line) {
        flush();
        out.println(harmless(line));
    }

    /** Names of processes and devices are other people's: what a terminal would obey is shown as a question mark. */
    private static String harmless(String text) {
        return text.codePoints().noneMatch(Character::isISOControl) ? text : text.replaceAll("\\p{Cc}", "?");
    }

    /** Prints the table so far. */
    void flush() {
        int columns = 0;
        for (Row row : rows) {
            columns = Math.max(columns, row.cells().size());
        }
        int[] widths = new int[columns];
        for (Row row : rows) {
            for (int i = 0; i < row.cells().size(); i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            print(row, widths, text);
        }
        rows.clear();
        out.print(text);
    }

    private void print(Row row, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        int last = row.cells().size() - 1;
        for (int i = 0; i <= last; i++) {
            String cell = row.cells().get(i);
            line.append(i == last ? coloured(cell, row.tone()) : cell + " ".repeat(widths[i] - cell.length() + 2));
        }
        text.append(line.toString().stripTrailing()).append('\n');
        for (String note : row.notes()) {
            text.append("    ").append(note).append('\n');
        }
    }

    private String coloured(String cell, Tone tone) {
        if (!colour || tone == Tone.PLAIN) {
            return cell;
        }
        return (tone == Tone.GOOD ? GREEN : RED) + cell + PLAIN;
    }

    /** {@return a size in the largest unit that it is a whole number of} */
    public static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        long size = bytes;
        while (unit < units.length - 1 && size >= 1024 && size % 1024 == 0) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%d %s", size, units[unit]);
    }
}
