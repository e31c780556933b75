import pytest

from formats.licences import address, licence_of


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("CC BY 4.0", "CC BY 4.0"),
        ("cc-by-nc-nd 4.0", "CC BY-NC-ND 4.0"),
        ("http://creativecommons.org/licenses/by-sa/3.0/legalcode", "CC BY-SA 3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("CC0", "CC0 1.0"),
        ("Creative Commons Attribution 4.0 International", "CC BY 4.0"),
        ("Creative Commons Attribution Share Alike 4.0 International", "CC BY-SA 4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International", "CC BY-NC-ND 4.0"),
        ("Attribution-NonCommercial (CC BY-NC)", "CC BY-NC"),
        ("All rights reserved", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_a_licence_is_recognised_however_it_is_written(text, licence):
    assert licence_of(text) == licence


def test_a_licence_leads_to_its_text():
    assert address("CC BY-NC 4.0") == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert address("CC BY") == "https://creativecommons.org/licenses/by/4.0/"
    assert address("CC0 1.0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert address("https://example.org/licence") == "https://example.org/licence"
    assert address("javascript:alert(1)") == ""
    assert address("All rights reserved") == ""
