"""How cells run: values, output, magics of IPython's, Python cells, async, warnings, display."""

from __future__ import annotations

from tests.kernel.client import Client


def test_the_last_expression_is_shown(kernel: Client) -> None:
    assert kernel.run("x = 20\nx + 1").value == "21"
    assert kernel.run("x = 3").value is None
    assert kernel.run("x;").value is None
    assert kernel.run("print('a'); x").stdout == "a\n"


def test_the_namespace_is_shared_by_cells_and_python_cells(kernel: Client) -> None:
    assert kernel.run("shared = [1]\ndef double(v):\n    return v * 2").status == "ok"
    assert kernel.run("%%python\nshared.append(double(4))\nshared").value == "[1, 8]"
    assert kernel.run("%%python\nclass C: pass\nbig = 2**63 - 1").status == "ok"
    assert kernel.run("C.__name__, shared").value == "('C', [1, 8])"


def test_python_cells_keep_their_lines_and_may_await(kernel: Client) -> None:
    result = kernel.run("\n%%python\n\n1 / 0")
    assert "line 4" in result.error
    code = "%%python\nimport asyncio\nawait asyncio.sleep(0)\n'done'"
    assert kernel.run(code).value == "'done'"
    assert kernel.run("%%capture out\n%%python\nprint(5)").status == "ok"
    assert kernel.run("out.stdout").value == "'5\\n'"


def test_async_is_refused_with_a_way_out(kernel: Client) -> None:
    result = kernel.run("import asyncio\nawait asyncio.sleep(0)")
    assert result.status == "error"
    assert result.error.startswith("error[N3001]")
    assert ":2:1" in result.error and "%%python" in result.error


def test_ipythons_magics_and_shell_lines_stay(kernel: Client) -> None:
    assert "noodle!" in kernel.run("!echo noodle!").stdout
    assert kernel.run("names = !echo a b\nlist(names)").value == "['a b']"
    assert kernel.run("%%capture grabbed\nprint('inside')\n1").status == "ok"
    assert kernel.run("grabbed.stdout").value == "'inside\\n'"
    assert "loops" in kernel.run("%timeit -n 2 -r 2 sum(range(3))").stdout
    assert kernel.run("n = 5\n%time n + 1").value == "6"
    assert "page" in [each["source"] for each in kernel.run("len?").reply["payload"]]


def test_lines_are_counted_as_written(kernel: Client) -> None:
    assert ":4:1" in kernel.run("\n\n%matplotlib inline\n1 / 0").error
    assert ":2:1" in kernel.run("a = '\x0c\u2028'\n1 / 0").error
    assert ":2:1" in kernel.run("a = 1\r1 / 0").error
    assert ":2:1" in kernel.run("a = 1\r\n1 / 0").error


def test_a_silent_cell_shows_nothing(kernel: Client) -> None:
    result = kernel.run("41 + 1", silent=True)
    assert result.status == "ok" and result.value is None


def test_user_expressions_see_the_cell(kernel: Client) -> None:
    result = kernel.run("u = 4", user_expressions={"twice": "u * 2"})
    assert result.reply["user_expressions"]["twice"]["data"]["text/plain"] == "8"


def test_history_and_last_values(kernel: Client) -> None:
    kernel.run("111")
    assert kernel.run("_ + 1").value == "112"
    assert kernel.run("In[-1]").value == "'In[-1]'"


def test_functions_show_their_source(kernel: Client) -> None:
    kernel.run("def shown(a):\n    return a  # here")
    assert "# here" in kernel.run("import inspect\nprint(inspect.getsource(shown))").stdout


def test_every_display_reaches_the_front_end(kernel: Client) -> None:
    code = "from IPython.display import display, HTML\ndisplay(HTML('<i>x</i>'))\nHTML('<b>y</b>')"
    result = kernel.run(code)
    assert result.of("display_data")[0]["data"]["text/html"] == "<i>x</i>"
    assert result.of("execute_result")[0]["data"]["text/html"] == "<b>y</b>"


def test_a_display_can_be_updated(kernel: Client) -> None:
    shown = kernel.run("handle = display('first', display_id=True)").of("display_data")[0]
    updated = kernel.run("handle.update('second')").of("update_display_data")[0]
    assert updated["data"]["text/plain"] == "'second'"
    assert updated["transient"] == shown["transient"]


def test_pandas_tables_and_matplotlib_figures_are_rich(kernel: Client) -> None:
    table = kernel.run("import pandas as pd\npd.DataFrame({'a': [1, 2]})")
    assert "<table" in table.of("execute_result")[0]["data"]["text/html"]
    plot = kernel.run("import matplotlib.pyplot as plt\nlines = plt.plot([1, 2, 3])")
    assert "image/png" in plot.of("display_data")[0]["data"]


def test_a_warning_stands_beside_the_cell_and_it_runs(kernel: Client) -> None:
    result = kernel.run("import random\nif random.random() > 2:\n    1 + 'a'\n'ran'")
    assert result.value == "'ran'"
    assert result.stderr.startswith("warning[N2") and ":3:5" in result.stderr


def test_ipythons_interactivity_is_kept(kernel: Client) -> None:
    kernel.run("get_ipython().ast_node_interactivity = 'all'")
    result = kernel.run("1; 2\n@staticmethod\ndef f():\n    pass\n3\n1 / 0")
    shown = [each["data"]["text/plain"] for each in result.of("execute_result")]
    assert shown == ["2", "3"] and ":6:1" in result.error
    assert kernel.run("4\nnosuchname").of("execute_result") == []
    kernel.run("get_ipython().ast_node_interactivity = 'last_expr_or_assign'")
    assert kernel.run("n = 1\nn += 6").value == "7"
    assert kernel.run("n, m = 1, 2").value is None
    kernel.run("get_ipython().ast_node_interactivity = 'last_expr'")
    assert kernel.run("n = 5").value is None


def test_hooks_of_ipythons_users_are_kept(kernel: Client) -> None:
    kernel.run(
        "import ast\n"
        "class Doubles(ast.NodeTransformer):\n"
        "    def visit_Constant(self, node):\n"
        "        return ast.Constant(node.value * 2)\n"
        "shell = get_ipython()\n"
        "shell.ast_transformers.append(Doubles())\n"
        "shell.input_transformers_post.append(lambda ls: [l.replace('ANSWER', '42') for l in ls])"
    )
    assert kernel.run("21").value == "42"
    assert kernel.run("x = = 1").error.startswith("error[N1001]")
    kernel.run("shell.ast_transformers.clear()")
    assert kernel.run("y = 1\nANSWER").value == "42"
    kernel.run("shell.input_transformers_post.clear()")
    kernel.run("seen = []\nshell.events.register('post_run_cell', lambda r: seen.append(r.result))")
    kernel.run("5")
    assert kernel.run("seen[-1]").value == "5"
