import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.BooleanData;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DateTimeData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.LongData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.TimeData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.model.utils.DateUtils;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/**
 * Walks forms with JavaRosa as it is told on standard input, and tells what it sees.
 *
 * <p>Lines in and out are fields between tabs; \t, \n and \\ are written with a backslash. A path is
 * /data/member[2]/age, counted from 1. Each command is answered by lines, the last one a single dot;
 * a command that fails is answered by `error` and a message.
 *
 * <pre>
 * form XML                     read a form and begin it
 * items PATH NUMBER            make that many instances of a repeat
 * set PATH TYPE VALUE          answer a question; an empty value takes the answer back
 * accepts PATH TYPE VALUE      would its constraint accept this answer?  yes | no
 * reopen                       begin again with the answers that there are
 * dump                         PATH relevant|irrelevant SORT VALUE  of every node, in order; SORT is
 *                              text, number, boolean or date (an instant in UTC)
 * </pre>
 */
public final class Walker {
    private final PrintStream out;
    private FormDef form;

    private Walker(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        System.setOut(System.err);
        new XFormsModule().registerModule();
        Walker walker = new Walker(out);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            walker.answer(fields(line));
        }
    }

    private void answer(String[] fields) {
        try {
            obey(fields);
        } catch (Exception error) {
            say("error", String.valueOf(error.getMessage()));
        }
        out.println(".");
        out.flush();
    }

    private void obey(String[] fields) throws Exception {
        switch (fields[0]) {
            case "form":
                begin(fields[1]);
                break;
            case "items":
                items(reference(fields[1]), Integer.parseInt(fields[2]));
                break;
            case "set":
                form.setValue(data(fields[2], fields[3]), reference(fields[1]), true);
                break;
            case "accepts":
                TreeReference at = reference(fields[1]);
                say(form.evaluateConstraint(at, data(fields[2], fields[3])) ? "yes" : "no");
                break;
            case "reopen":
                form.initialize(false, new InstanceInitializationFactory());
                break;
            case "dump":
                dump(form.getMainInstance().getRoot(), "/data");
                break;
            default:
                throw new IllegalArgumentException("no such command: " + fields[0]);
        }
    }

    private void begin(String xml) throws Exception {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(bytes));
        form.initialize(true, new InstanceInitializationFactory());
    }

    /** Adds or removes instances at the end until there are as many as wanted. */
    private void items(TreeReference repeat, int wanted) throws Exception {
        while (count(repeat) > wanted) {
            form.deleteRepeat(index(repeat, count(repeat) - 1));
        }
        while (count(repeat) < wanted) {
            form.createNewRepeat(index(repeat, count(repeat)));
        }
    }

    private int count(TreeReference repeat) {
        TreeElement parent = form.getMainInstance().resolveReference(repeat.getParentRef());
        return parent.getChildMultiplicity(repeat.getNameLast());
    }

    /** The index of an instance of a repeat, the next one included. */
    private FormIndex index(TreeReference repeat, int number) {
        TreeReference wanted = repeat.clone();
        wanted.setMultiplicity(wanted.size() - 1, number);
        FormEntryModel model = new FormEntryModel(form);
        FormIndex at = FormIndex.createBeginningOfFormIndex();
        for (; !at.isEndOfFormIndex(); at = model.incrementIndex(at)) {
            int event = model.getEvent(at);
            boolean repeats =
                    event == FormEntryController.EVENT_REPEAT
                            || event == FormEntryController.EVENT_PROMPT_NEW_REPEAT;
            if (repeats && wanted.equals(at.getReference())) {
                return at;
            }
        }
        throw new IllegalArgumentException("no such repeat: " + wanted);
    }

    private static TreeReference reference(String path) {
        TreeReference found = TreeReference.rootRef();
        for (String step : path.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            if (bracket < 0) {
                found.add(step, 0);
            } else {
                String number = step.substring(bracket + 1, step.length() - 1);
                found.add(step.substring(0, bracket), Integer.parseInt(number) - 1);
            }
        }
        return found;
    }

    private static IAnswerData data(String type, String value) {
        if (value.isEmpty()) {
            return null;
        }
        switch (type) {
            case "integer":
                return new IntegerData(Integer.parseInt(value));
            case "decimal":
                return new DecimalData(Double.parseDouble(value));
            case "date":
                return new DateData(DateUtils.parseDate(value));
            case "select_one":
                return new SelectOneData(new Selection(value));
            case "time":
                return new TimeData(DateUtils.parseTime(value));
            case "datetime":
                return new DateTimeData(DateUtils.parseDateTime(value));
            case "rank":
            case "select_multiple":
                List<Selection> chosen = new ArrayList<>();
                for (String name : value.split(" ")) {
                    chosen.add(new Selection(name));
                }
                return new MultipleItemsData(chosen);
            default:
                return new StringData(value);
        }
    }

    private void dump(TreeElement node, String path) {
        if (node.getNumChildren() == 0) {
            IAnswerData value = node.getValue();
            say(path, node.isRelevant() ? "relevant" : "irrelevant", sort(value), text(value));
        }
        for (int child = 0; child < node.getNumChildren(); child++) {
            TreeElement below = node.getChildAt(child);
            if (below.getMult() != TreeReference.INDEX_TEMPLATE) {
                String number = below.isRepeatable() ? "[" + (below.getMult() + 1) + "]" : "";
                dump(below, path + "/" + below.getName() + number);
            }
        }
    }

    private static String sort(IAnswerData value) {
        if (value instanceof BooleanData) {
            return "boolean";
        }
        if (value instanceof DateData || value instanceof DateTimeData) {
            return "date";
        }
        boolean number =
                value instanceof DecimalData
                        || value instanceof IntegerData
                        || value instanceof LongData;
        return number ? "number" : "text";
    }

    private static String text(IAnswerData value) {
        if (value == null) {
            return "";
        }
        if (value instanceof DateData || value instanceof DateTimeData) {
            return ((Date) value.getValue()).toInstant().toString();
        }
        return value instanceof BooleanData
                ? value.getValue().toString()
                : value.uncast().getString();
    }

    private void say(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(escaped(field));
        }
        out.println(line);
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }

    private static String[] fields(String line) {
        String[] found = line.split("\t", -1);
        for (int each = 0; each < found.length; each++) {
            StringBuilder field = new StringBuilder();
            for (int at = 0; at < found[each].length(); at++) {
                char letter = found[each].charAt(at);
                if (letter == '\\') {
                    at++;
                    char next = found[each].charAt(at);
                    letter = next == 't' ? '\t' : next == 'n' ? '\n' : next;
                }
                field.append(letter);
            }
            found[each] = field.toString();
        }
        return found;
    }
}
