package org.lungta.lab;

import java.util.List;
import java.util.stream.Stream;

/** The world's words in both languages, and its one kind of sentence: somebody does something to something. */
final class Words {
    /** A word in Tibetan script (one made-up pairing of real syllables) and in Chinese. */
    record Word(String bo, String zh) {}

    static final List<Word> PEOPLE = List.of(
            new Word("བཀྲ་ཤིས", "扎西"),
            new Word("སྒྲོལ་མ", "卓玛"),
            new Word("དོན་གྲུབ", "顿珠"),
            new Word("པདྨ", "白玛"),
            new Word("ཚེ་རིང", "次仁"),
            new Word("ལྷ་མོ", "拉姆"));

    static final List<Word> DEEDS = List.of(
            new Word("ཉོས", "买了"),
            new Word("བཙོངས", "卖了"),
            new Word("མཐོང", "看见"),
            new Word("བརྙེད", "找到"),
            new Word("བཟོས", "做了"),
            new Word("འཁྱེར", "拿走"));

    static final List<Word> THINGS = List.of(
            new Word("དེབ", "书本"),
            new Word("ཇ", "茶叶"),
            new Word("རྟ", "马匹"),
            new Word("གོས", "衣服"),
            new Word("མེ་ཏོག", "花朵"),
            new Word("ཞྭ་མོ", "帽子"),
            new Word("ཤིང", "木头"),
            new Word("རྡོ", "石头"));

    private Words() {}

    /** One sentence. */
    record Sentence(Word who, Word deed, Word what) {
        String bo() {
            return who.bo() + "་" + what.bo() + "་" + deed.bo() + "།";
        }

        String zh() {
            return who.zh() + deed.zh() + what.zh() + "。";
        }
    }

    /** All sentences, in a fixed order. */
    static List<Sentence> sentences() {
        return PEOPLE.stream()
                .flatMap(who ->
                        DEEDS.stream().flatMap(deed -> THINGS.stream().map(what -> new Sentence(who, deed, what))))
                .toList();
    }

    static List<Word> all() {
        return Stream.of(PEOPLE, DEEDS, THINGS).flatMap(List::stream).toList();
    }
}
