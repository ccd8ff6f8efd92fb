package org.lungta.text;

/** Templates that do nothing: a mark a line. */
final class Marks {
    static final String QWEN25 = """
            {{ '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
            {{ '<|im_start|>system\\nBe kind.<|im_end|>\\n' }}
            {{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
            {% if add_generation_prompt %}
            {{ '<|im_start|>assistant\\n' }}
            """;

    static final String SMOLLM2 = """
            {% if loop.first and messages[0]['role'] != 'system' %}
            {{ '<|im_start|>system\\nBe kind.<|im_end|>\\n' }}
            {{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}
            {% if add_generation_prompt %}
            {{ '<|im_start|>assistant\\n' }}
            """;

    static final String QWEN3_INSTRUCT = """
            {{ '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
            {{ '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
            {{ '<|im_start|>' + message.role + '\\n' + content }}
            {% if add_generation_prompt %}
            {{ '<|im_start|>assistant\\n' }}
            """;

    static final String QWEN3 = """
            {{ '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
            {{ '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
            {% if loop.index0 > ns.last_query_index %}
            {{ '\\n<think>\\n' + reasoning_content.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
            {% if add_generation_prompt %}
            {{ '<|im_start|>assistant\\n' }}
            {% if enable_thinking is defined and enable_thinking is false %}
            {{ '<think>\\n\\n</think>\\n\\n' }}
            """;

    static final String LLAMA3 = """
            {{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
            {% if loop.index0 == 0 %}
            {% set content = bos_token + content %}
            {% if add_generation_prompt %}
            {{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
            """;

    static final String LLAMA31 = """
            {{- bos_token }}
            {% set date_string = "1 May 2020" %}
            {% set system_message = messages[0]['content']|trim %}
            {{ "Cutting Knowledge Date: December 2023\\n" }}
            {{ "Today Date: " + date_string + "\\n\\n" }}
            {{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
            {% if add_generation_prompt %}
            {{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
            """;

    static final String GEMMA3 = """
            {{ bos_token }}
            {% set first_user_prefix = messages[0]['content'] + '\\n\\n' %}
            {% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
            {% set role = "model" %}
            {{ '<start_of_turn>' + role + '\\n' + (first_user_prefix if loop.first else "") }}
            {{ message['content'] | trim }}
            {{ '<end_of_turn>\\n' }}
            {% if add_generation_prompt %}
            {{ '<start_of_turn>model\\n' }}
            """;

    private Marks() {}
}
