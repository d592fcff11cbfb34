# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One model per file, named after it, and nothing too long to read."""

import ast

from .classes import FUNCTIONS, MODEL_FOLDERS, model_classes, models_of
from .tree import Problem, Unreadable, count_lines, parse

FILE_SOFT, FILE_HARD = 300, 400
METHOD_SOFT, METHOD_HARD = 25, 40
METHODS_PER_CLASS = 25
XML_LINES = 300
JS_LINES = 120
# Bulk data is read by machines and by its author; screens are read by everyone.
LONG_XML_FOLDERS = {"demo", "data", "i18n", "lib"}


def python_can_be_read(repo):
    for path in repo.python_files:
        tree = parse(path)
        if isinstance(tree, Unreadable):
            yield Problem(path, tree.error.lineno or 1, str(tree.error.msg))


def one_model_per_file(repo):
    for module in repo.modules:
        for path in module.python(*MODEL_FOLDERS):
            for extra in model_classes(path)[1:]:
                yield Problem(
                    path,
                    extra.node.lineno,
                    f"second model {extra.node.name}: give it a file of its own",
                )


def model_outside_its_folder(repo):
    allowed = {*MODEL_FOLDERS, "tests", "migrations"}
    for module in repo.modules:
        for path in module.python():
            if path.relative_to(module.path).parts[0] in allowed:
                continue
            for model in model_classes(path):
                yield Problem(
                    path,
                    model.node.lineno,
                    f"{model.node.name}: models live in {', '.join(MODEL_FOLDERS)}",
                )


def file_named_after_model(repo):
    for module in repo.modules:
        for model in models_of(module):
            if model.name and model.path.stem not in _file_stems(model.name):
                yield Problem(
                    model.path,
                    model.node.lineno,
                    f"model {model.name} belongs in {_file_stems(model.name)[0]}.py",
                )


def class_named_after_model(repo):
    for module in repo.modules:
        for model in models_of(module):
            expected = [_class_name(stem) for stem in _file_stems(model.name or "")]
            if model.name and model.node.name not in expected:
                yield Problem(
                    model.path,
                    model.node.lineno,
                    f"class {model.node.name} of {model.name}: call it {expected[0]}",
                )


def _file_stems(name):
    """The file names a model may have.

    Odoo finds the model of a printed report as report.<module>.<template>; the
    last part says enough for a file.
    """
    stems = [name.replace(".", "_")]
    if name.startswith("report."):
        stems.append(name.rsplit(".", 1)[1])
    return stems


def _class_name(stem):
    return "".join(part[:1].upper() + part[1:] for part in stem.split("_"))


def file_length(repo):
    for module in repo.modules:
        for path in module.python():
            lines = count_lines(path)
            if lines > FILE_SOFT:
                limit = FILE_HARD if lines > FILE_HARD else FILE_SOFT
                yield Problem(
                    path,
                    limit + 1,
                    f"{lines} lines, {limit} allowed: split into a mixin, "
                    "a plain class or a second model",
                    soft=lines <= FILE_HARD,
                )


def methods_per_class(repo):
    for module in repo.modules:
        for path in module.python():
            if "tests" in path.relative_to(module.path).parts:
                continue
            for node in ast.walk(parse(path)):
                if not isinstance(node, ast.ClassDef):
                    continue
                count = sum(isinstance(item, FUNCTIONS) for item in node.body)
                if count > METHODS_PER_CLASS:
                    yield Problem(
                        path,
                        node.lineno,
                        f"class {node.name} has {count} methods, "
                        f"{METHODS_PER_CLASS} allowed",
                    )


def method_length(repo):
    for path in repo.python_files:
        for node in ast.walk(parse(path)):
            if not isinstance(node, FUNCTIONS):
                continue
            lines = _length(node)
            if lines > METHOD_SOFT:
                limit = METHOD_HARD if lines > METHOD_HARD else METHOD_SOFT
                yield Problem(
                    path,
                    node.lineno,
                    f"{node.name} has {lines} lines, {limit} allowed",
                    soft=lines <= METHOD_HARD,
                )


def _length(node):
    """Lines of code of a function: reasons written in its docstring are free."""
    body = node.body
    start = node.lineno
    documented = ast.get_docstring(node) is not None
    docstring = body[0].end_lineno - body[0].lineno + 1 if documented else 0
    return node.end_lineno - start + 1 - docstring


def xml_length(repo):
    for module in repo.modules:
        for path in module.glob("**/*.xml"):
            if LONG_XML_FOLDERS.intersection(path.relative_to(module.path).parts):
                continue
            if count_lines(path) > XML_LINES:
                yield Problem(
                    path,
                    XML_LINES + 1,
                    f"{count_lines(path)} lines, {XML_LINES} allowed",
                )


def js_length(repo):
    for module in repo.modules:
        for path in module.glob("static/**/*.js"):
            if "lib" in path.relative_to(module.path).parts:
                continue
            if count_lines(path) > JS_LINES:
                yield Problem(
                    path,
                    JS_LINES + 1,
                    f"{count_lines(path)} lines, {JS_LINES} allowed",
                )


RULES = (
    python_can_be_read,
    one_model_per_file,
    model_outside_its_folder,
    file_named_after_model,
    class_named_after_model,
    file_length,
    methods_per_class,
    method_length,
    xml_length,
    js_length,
)
