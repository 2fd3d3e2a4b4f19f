"""How a hyper-parameter is declared."""

from dataclasses import dataclass, fields

from app.training.declaring import Setting, declare, options
from app.training.fields import Integer


@dataclass
class Entry:
    """What a registry holds: with words of its own, or without."""

    help: str = ""


def test_a_declaration_is_found_in_the_field_it_made():
    @dataclass
    class Sample:
        size: int = declare(
            Integer(1, 9), 3, group="G", label="Size", help="How large.", acts="live"
        )

    (item,) = fields(Sample)
    setting = Setting(name=item.name, **item.metadata)
    assert (setting.name, setting.label, setting.acts) == ("size", "Size", "live")
    assert setting.default_for("xor") == 3


def test_a_default_may_depend_on_the_data_set():
    words = {"group": "G", "label": "L", "help": "H.", "acts": "live"}
    setting = Setting("size", Integer(1, 9), len, **words)
    assert setting.default_for("moons") == 5


def test_options_have_the_names_that_people_use():
    made = options({"he_normal": Entry("By He."), "zeros": Entry()})
    assert [option.label for option in made] == ["He, normal", "Zeros"]
    assert made[0].help == "By He."
