"""Environment variables: read, or refused with a sentence that names the variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment


@pytest.fixture(autouse=True)
def variables(monkeypatch):
    """Return the environment, empty."""
    monkeypatch.setattr("os.environ", found := {})
    return found


def test_unset_and_empty_variables_have_their_default(variables):
    variables["EMPTY"] = "  "
    for name in ("EMPTY", "UNSET"):
        assert environment.text(name, "x") == "x"
        assert environment.flag(name, True) is True
        assert environment.number(name, 7, 1, 9) == 7
        assert environment.words(name) == []
        assert environment.labelled(name) == []
        assert environment.choice(name, "a", ("a", "b")) == "a"
        assert environment.colour(name, "#000000") == "#000000"
        assert environment.site_url(name, "http://localhost") == "http://localhost"
        assert environment.file(name, (".svg",)) is None


@pytest.mark.parametrize(
    ("read", "value", "result"),
    [
        (lambda: environment.flag("X"), "ON", True),
        (lambda: environment.flag("X", True), "0", False),
        (lambda: environment.number("X", 1, 1, 65535), "8001", 8001),
        (lambda: environment.words("X"), " a, b,,c ", ["a", "b", "c"]),
        (lambda: environment.labelled("X"), "apa=APA 7, ieee", [("apa", "APA 7"), ("ieee", "ieee")]),
        (lambda: environment.choice("X", "a", ("a", "b")), "B", "b"),
        (lambda: environment.colour("X", ""), "#9C6114", "#9C6114"),
        (lambda: environment.site_url("X", ""), "https://portal.example.org/", "https://portal.example.org"),
        (lambda: environment.site_url("X", ""), "http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_good_values_are_read(variables, read, value, result):
    variables["X"] = value
    assert read() == result


@pytest.mark.parametrize("value", ["2", "maybe", "1 0", "\x00"])
def test_a_flag_is_one_or_zero(variables, value):
    variables["X"] = value
    with pytest.raises(ImproperlyConfigured, match="X must be 1 or 0"):
        environment.flag("X")


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.0", "8e3", "٨٠٠٠", "9" * 5000, "x"])
def test_a_number_keeps_its_bounds(variables, value):
    variables["X"] = value
    with pytest.raises(ImproperlyConfigured, match="X must be a number from 1 to 65535"):
        environment.number("X", 1, 1, 65535)


@pytest.mark.parametrize("value", ["red", "#fff", "#12345G", "#123456;}body{display:none"])
def test_a_colour_cannot_be_anything_else(variables, value):
    variables["X"] = value
    with pytest.raises(ImproperlyConfigured, match="X must be a colour"):
        environment.colour("X", "")


@pytest.mark.parametrize(
    "value",
    [
        "portal.example.org",
        "ftp://a.b",
        "https://",
        "https://a/b",
        "https://u@a",
        "https://a:x",
        "https://[a",
        "https://a?b",
    ],
)
def test_a_site_is_a_whole_address_without_a_path(variables, value):
    variables["X"] = value
    with pytest.raises(ImproperlyConfigured, match="X must be an address"):
        environment.site_url("X", "")


@pytest.mark.parametrize("value", ["/nowhere/logo.svg", "/etc/passwd", "."])
def test_a_file_must_be_there_and_of_its_kind(variables, value):
    variables["X"] = value
    with pytest.raises(ImproperlyConfigured, match="X must be a file"):
        environment.file("X", (".svg",))


def test_a_label_needs_something_to_label(variables):
    variables["X"] = "apa=APA, =IEEE"
    with pytest.raises(ImproperlyConfigured, match="X must look like"):
        environment.labelled("X")


def test_a_service_is_one_of_ours_at_an_address(variables):
    variables["X"] = "a=http://127.0.0.1:1/a"
    assert environment.addresses("X", {"a": "https://a", "b": "https://b"}) == {
        "a": "http://127.0.0.1:1/a",
        "b": "https://b",
    }


@pytest.mark.parametrize("value", ["c=https://c", "a=file:///etc/passwd", "a", "a=https://x?y", "a=ftp://a"])
def test_no_other_service_and_nothing_but_an_address_is_taken(variables, value):
    variables["X"] = value
    with pytest.raises(ImproperlyConfigured, match="X must look like"):
        environment.addresses("X", {"a": "https://a"})


def test_a_file_of_variables_does_not_override_the_environment(variables, tmp_path):
    variables["HOST"] = "0.0.0.0"
    path = tmp_path / "env"
    path.write_text("# a comment\n\nHOST=1.2.3.4\nexport PORT = 8001\nNAME='A = \"b\" # c'\nEMPTY=\nCOLOUR=#123456\n")
    environment.read_file(path)
    del variables["PYTEST_CURRENT_TEST"]
    assert variables == {
        "HOST": "0.0.0.0",
        "PORT": "8001",
        "NAME": 'A = "b" # c',
        "EMPTY": "",
        "COLOUR": "#123456",
    }


@pytest.mark.parametrize("content", [b"no equals sign", b"1A=b", b"\xff\xfe", b"A B=c"])
def test_a_malformed_file_of_variables_is_refused(tmp_path, content):
    (tmp_path / "env").write_bytes(content)
    with pytest.raises(ImproperlyConfigured):
        environment.read_file(tmp_path / "env")


def test_no_file_of_variables_is_fine(tmp_path):
    environment.read_file(tmp_path / "env")
