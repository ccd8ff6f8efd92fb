package org.lungta.probe;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a negation out where there is one, and puts one in where there is none. The first edit that applies is made once. */
record NegationFlipped(List<Edit> edits) implements Rule {

    /** What is replaced, by what, and whether at its last place: a Tibetan verb ends its clause. */
    record Edit(Pattern pattern, String replacement, boolean last) {
        static Edit first(String pattern, String replacement) {
            return new Edit(Pattern.compile(pattern), replacement, false);
        }

        static Edit last(String syllables, String replacement) {
            return new Edit(Pattern.compile(Syllables.alone(syllables)), replacement, true);
        }

        Optional<String> apply(String text) {
            Matcher matcher = pattern.matcher(text);
            List<MatchResult> found = matcher.results().toList();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            int start = found.get(last ? found.size() - 1 : 0).start();
            Matcher there = pattern.matcher(text);
            there.find(start);
            StringBuilder changed = new StringBuilder();
            there.appendReplacement(changed, replacement);
            return Optional.of(there.appendTail(changed).toString());
        }
    }

    private static final String ORDERS = "使用|显示|打开|关闭|插入|删除|选择|选取|允许|启用|应用|更改|改变|设置|设定|指定|保存|创建|移动|添加|加入|包含|输入"
            + "|单击|点击|导入|导出|打印|复制|粘贴|替换|查找|隐藏|锁定|合并|拆分|更新|支持|编辑|转换|计算|返回|忽略|检查";

    static final NegationFlipped CHINESE = new NegationFlipped(List.of(
            Edit.first("不能", "能"),
            Edit.first("无法", "可以"),
            Edit.first("没有", "有"),
            Edit.first("不是", "是"),
            Edit.first("不会", "会"),
            Edit.first("不可", "可"),
            Edit.first("未(?!来|必|免)", "已"),
            Edit.first("不(?!同|仅|断|过|但|如|管|少|久|论|止|安|满|足|错|良)", ""),
            Edit.first("可以", "不可以"),
            Edit.first("能够", "不能够"),
            Edit.first("(?<![但还于或就要总而只都便凡可如若由以])是(?!否|非|时|故|以|名|等)", "不是"),
            Edit.first("(?<![所具含拥只如占享现既原各仅固特无未])有(?!效|关|限|些|时|序|利|情|为)", "没有"),
            Edit.first("必须", "不必"),
            Edit.first("^请", "请不要"),
            Edit.first("^(" + ORDERS + ")", "不$1"),
            Edit.first("(?<=[，。；])(" + ORDERS + ")", "不$1")));

    private static final String PRESENT = "བྱེད|ཐུབ|ཆོག|དགོས|འགྱུར|སྲིད|འགྲོ|འདོད|རུང|ནུས|འོང";
    private static final String PAST = "བྱས|གྱུར|སོང|མཐོང|བྱུང|གསུངས|སྨྲས|ཐོབ|ཕྱིན|ཤི|ཟིན|བཏང|བཞག";

    static final NegationFlipped TIBETAN = new NegationFlipped(List.of(
            Edit.last("མི་(" + PRESENT + ")", "$1"),
            Edit.last("མ་(རེད|" + PAST + ")", "$1"),
            Edit.last("མེད", "ཡོད"),
            Edit.last("མིན", "ཡིན"),
            Edit.last("ཡིན", "མིན"),
            Edit.last("ཡོད", "མེད"),
            Edit.last("རེད", "མ་རེད"),
            Edit.last("(" + PRESENT + ")", "མི་$1"),
            Edit.last("(" + PAST + ")", "མ་$1")));

    @Override
    public Optional<String> change(String text, Draw draw) {
        return edits.stream().flatMap(edit -> edit.apply(text).stream()).findFirst();
    }
}
