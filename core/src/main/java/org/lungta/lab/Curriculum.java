package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.recipe.Default;

/**
 * Endless schoolwork for a base model: piece number i is a function of the world's seed and i. What is learnt from is of the pool that
 * is kept for it, what is examined of the pool of readings, so that neither holds a fact of another training or test ({@link Pools}).
 */
public final class Curriculum {
    private static final int FEWEST = 2;
    private static final int FEWEST_QUESTIONS = 2;
    private static final int MOST_DRAWS = 10_000;
    private static final Range NEW_TEXT = new Range(1, 5);

    private final Scene scene;
    private final Shares shares;
    private final List<Realiser> newcomers;
    private final Passages passages;
    private final Questions questions;
    private final Choices choices;
    private final Headlines headlines;

    /** How often each kind comes, by weights; {@code fresh} are texts in the languages that will be learnt, and only a taste of them. */
    public record Shares(
            @Default("70") int read,
            @Default("12") int choose,
            @Default("8") int head,
            @Default("8") int plain,
            @Default("2") int fresh) {
        public Shares {
            require(
                    Math.min(Math.min(read, choose), Math.min(head, Math.min(plain, fresh))) >= 0 && read > 0,
                    "shares must not be negative, and read must be above 0");
        }
    }

    private Curriculum(Scene scene, Shares shares, List<Realiser> newcomers) {
        this.scene = scene;
        this.shares = shares;
        this.newcomers = newcomers;
        passages = new Passages(scene.world(), scene.pools());
        questions = new Questions(scene.dominant());
        choices = new Choices(scene.world(), scene.dominant().tongue().lexicon());
        headlines = new Headlines(scene.world());
    }

    /**
     * The schoolwork of a world.
     *
     * @param languages the languages of which there is a taste
     */
    public static Curriculum of(WorldSettings world, List<String> languages, Shares shares) {
        Scene scene = Scene.of(world);
        require(
                !languages.isEmpty() || shares.fresh() == 0,
                "fresh is %d, but there is no language for it",
                shares.fresh());
        return new Curriculum(
                scene,
                shares,
                languages.stream()
                        .map(code -> new Realiser(Tongue.of(code), scene.world()))
                        .toList());
    }

    /** Piece number {@code index} to learn from, with passages of the world's length. */
    public Schoolwork lesson(long index) {
        return lesson(index, scene.world().difficulty().facts());
    }

    /**
     * The same with passages of one fact and more: at most two at the beginning of this part of the course, and as many as the world's
     * have at its end, so that there is little to be mixed up at first.
     *
     * @param progress from 0 to 1
     */
    public Schoolwork easyLesson(long index, double progress) {
        int most = scene.world().difficulty().facts().to();
        return lesson(index, new Range(1, Math.min(most, FEWEST + (int) (progress * (most - FEWEST + 1)))));
    }

    private Schoolwork lesson(long index, Range length) {
        Choice choice = scene.choice("base lesson", index);
        int kind =
                choice.weighted(List.of(shares.read(), shares.choose(), shares.head(), shares.plain(), shares.fresh()));
        return switch (kind) {
            case 0 -> read(Pool.BASE, length, choice);
            case 1 -> choose(Pool.BASE, length, choice);
            case 2 -> head(Pool.BASE, length, choice);
            case 3 -> new Schoolwork.Plain(told(Pool.BASE, length, choice).text());
            default -> fresh(choice);
        };
    }

    /** Passage number {@code index} of the examination in reading. */
    public Schoolwork.Read examinedRead(long index) {
        return read(Pool.READING, scene.world().difficulty().facts(), scene.choice("base examination", index));
    }

    /** Passage number {@code index} of the examination in choosing. */
    public Schoolwork.Choose examinedChoose(long index) {
        return choose(Pool.READING, scene.world().difficulty().facts(), scene.choice("base choice", index));
    }

    /** Passage number {@code index} of the examination in headlines. */
    public Schoolwork.Headed examinedHead(long index) {
        return head(Pool.READING, scene.world().difficulty().facts(), scene.choice("base headline", index));
    }

    private Told told(Pool pool, Range length, Choice choice) {
        return Told.tell(scene.dominant(), passages.draw(pool, length, choice), choice);
    }

    /** A passage and what can be asked about it. */
    private record Examined(Told told, List<Ask> asks) {}

    private Examined examined(Pool pool, Range length, Choice choice) {
        for (int i = 0; i < MOST_DRAWS; i++) {
            Told told = told(pool, length, choice);
            List<Ask> asks = questions.about(told, choice);
            if (asks.size() >= Math.min(FEWEST_QUESTIONS, told.passage().facts().size())) {
                return new Examined(told, asks);
            }
        }
        throw new IllegalStateException("no passage of " + pool + " can be asked about");
    }

    private Schoolwork.Read read(Pool pool, Range length, Choice choice) {
        Examined examined = examined(pool, length, choice);
        return new Schoolwork.Read(
                examined.told().text(),
                examined.asks().stream()
                        .map(ask -> new Schoolwork.Answered(ask.text(), ask.answer()))
                        .toList());
    }

    private Schoolwork.Choose choose(Pool pool, Range length, Choice choice) {
        Examined examined = examined(pool, length, choice);
        List<Schoolwork.Options> options = new ArrayList<>();
        for (Ask ask : examined.asks()) {
            Choices.Options made = choices.of(examined.told().passage(), ask, choice);
            options.add(new Schoolwork.Options(ask.text(), made.texts(), made.right()));
        }
        return new Schoolwork.Choose(examined.told().text(), options);
    }

    private Schoolwork.Headed head(Pool pool, Range length, Choice choice) {
        for (int i = 0; i < MOST_DRAWS; i++) {
            Told told = told(pool, length, choice);
            Optional<Fact> main = headlines.main(told.passage());
            if (main.isPresent()) {
                return new Schoolwork.Headed(told.text(), scene.dominant().headline(main.get(), choice));
            }
        }
        throw new IllegalStateException("no passage of " + pool + " has a headline");
    }

    private Schoolwork.Plain fresh(Choice choice) {
        Realiser realiser = choice.pick(newcomers);
        Passage passage = passages.draw(Pool.BASE, NEW_TEXT, choice);
        return new Schoolwork.Plain(Told.tell(realiser, passage, choice).text());
    }
}
