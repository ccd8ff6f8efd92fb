package org.lungta.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lungta.corpus.Example;

/**
 * Says a text in other words by rule, and means the same: words that stand for each other in Chinese and Tibetan, in every language
 * the mark at the end, put or left out. So a reward that holds an output against a reference can be asked whether it tells the right text from
 * a wrong one when the reference is worded otherwise. A reward's encoder needs no other language for that.
 */
public final class Rewording {
    private static final Map<String, String> CHINESE = words(
            "您", "你",
            "使用(?!者)", "用",
            "如果", "若",
            "是否", "是不是",
            "以及", "和",
            "或者", "或",
            "并且", "而且",
            "可以", "能够",
            "无法", "不能",
            "选择", "选取",
            "选定", "选中",
            "显示(?!器|屏)", "展示",
            "打开", "开启",
            "删除", "移除",
            "添加", "增加",
            "增加", "添加",
            "所有(?!者|权)", "全部",
            "单击", "点击",
            "点击", "单击",
            "默认", "缺省",
            "相同", "一样",
            "当前", "目前",
            "例如", "比如",
            "必须", "需要",
            "立即", "马上",
            "更改", "改变",
            "修改", "更改",
            "设置", "设定",
            "创建", "新建",
            "名称", "名字",
            "此处", "这里",
            "此(?=选项|功能|文档|命令|对话)", "这个",
            "由于", "因为",
            "因此", "所以",
            "仅(?!仅|次)", "只",
            "(?<!参)与(?!会)", "和",
            "皆", "都",
            "云何", "为何",
            "尔时", "那时",
            "(?<=\\p{IsHan}{2})时(?=，)", "的时候");

    private static final Map<String, String> TIBETAN = words(
            Syllables.alone("ཐམས་ཅད"),
            "ཚང་མ",
            Syllables.alone("ཚང་མ"),
            "ཐམས་ཅད",
            Syllables.alone("ཁྱེད་རང"),
            "ཁྱེད",
            Syllables.alone("ཁྱོད་རང"),
            "ཁྱོད",
            "(?<![\\u0F40-\\u0FBC])ལ་སོགས་པ(?![\\u0F40-\\u0FBC])",
            "སོགས",
            Syllables.alone("གལ་ཏེ") + "\u0F0B",
            "",
            Syllables.alone("དེར་བརྟེན"),
            "དེའི་ཕྱིར",
            Syllables.alone("དེའི་ཕྱིར"),
            "དེར་བརྟེན",
            Syllables.alone("འོན་ཀྱང"),
            "ཡིན་ནའང");

    private final List<String> replacements;
    private final Pattern any;
    private final String mark;

    private Rewording(Map<String, String> words, String mark) {
        this.replacements = List.copyOf(words.values());
        this.any = Pattern.compile(
                words.keySet().stream().map(word -> "(" + word + ")").collect(Collectors.joining("|")));
        this.mark = mark;
    }

    /** The rules of a language; of one without any, the mark at the end alone. */
    public static Rewording of(String language) {
        return switch (language) {
            case "zh" -> new Rewording(CHINESE, "。");
            case "bo" -> new Rewording(TIBETAN, "\u0F0D");
            default -> new Rewording(words("(?!)", ""), ".");
        };
    }

    /** The text in other words. */
    public String apply(String text) {
        String plain = text.strip();
        Matcher found = any.matcher(plain);
        StringBuilder other = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(other, Matcher.quoteReplacement(replacement(found)));
        }
        String worded = found.appendTail(other).toString().strip();
        return worded.endsWith(mark) ? worded.substring(0, worded.length() - mark.length()) : worded + mark;
    }

    private String replacement(Matcher found) {
        int group = 0;
        while (found.group(group + 1) == null) {
            group++;
        }
        return replacements.get(group);
    }

    /** Pairs of one language, out of the targets of pairs of two: the text in other words, and the text. */
    public static List<Example> within(String language, List<Example> pairs) {
        Rewording rewording = of(language);
        List<Example> within = new ArrayList<>();
        for (Example pair : pairs) {
            String worded = rewording.apply(pair.target());
            if (!worded.isBlank()) {
                within.add(new Example(pair.id(), worded, pair.target(), pair.place()));
            }
        }
        return within;
    }

    private static Map<String, String> words(String... twos) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < twos.length; i += 2) {
            words.put(twos[i], twos[i + 1]);
        }
        return words;
    }
}
