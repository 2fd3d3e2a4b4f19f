from pathlib import Path

import pytest

from app.config import Config, ConfigError, from_environment


def test_nothing_set_is_the_loopback_address_and_port_5000() -> None:
    config = from_environment({})
    assert (config.host, config.port) == ("127.0.0.1", 5000)
    assert config.is_loopback


def test_the_environment_is_read() -> None:
    config = from_environment(
        {
            "HOST": "192.168.1.5",
            "PORT": "0",
            "DATA": "/srv/playground",
            "ALLOWED_HOSTS": "school.example, 10.0.0.1",
            "MAX_SOCKETS": "40",
            "MAX_SOCKETS_WITHOUT_COOKIE": "5",
            "MAX_RUNS_PER_BROWSER": "2",
            "MAX_BACKGROUND_RUNS": "3",
            "SECRET_KEY": "0123456789abcdef",
        }
    )
    assert (config.host, config.port) == ("192.168.1.5", 0)
    assert config.data == Path("/srv/playground")
    assert {"192.168.1.5", "school.example", "10.0.0.1"} < config.host_names
    assert (config.max_sockets, config.max_runs_per_browser) == (40, 2)
    assert config.max_background_runs == 3
    assert config.max_sockets_without_cookie == 5
    assert config.secret_key == "0123456789abcdef"


def test_the_command_line_wins() -> None:
    environ = {"HOST": "0.0.0.0", "PORT": "1", "DATA": "/a"}
    config = from_environment(environ, "127.0.0.1", 8000, "/b")
    assert (config.host, config.port, config.data) == ("127.0.0.1", 8000, Path("/b"))


def test_empty_means_not_set() -> None:
    config = from_environment({"HOST": "", "PORT": "", "ALLOWED_HOSTS": "", "DATA": ""})
    assert config == from_environment({})


@pytest.mark.parametrize(
    "port",
    ["-1", "65536", "http", "5e3", "0x50", "1_0", "\uff15\uff10", " ", "000000080"],
)
def test_a_port_is_a_whole_number(port: str) -> None:
    with pytest.raises(ConfigError, match=r"PORT must be .* received"):
        from_environment({"PORT": port})


@pytest.mark.parametrize("host", ["a b", "http://x", "-x", "x-", "a/b", "[::1", "*"])
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    with pytest.raises(ConfigError, match="HOST must be"):
        from_environment({"HOST": host})
    with pytest.raises(ConfigError, match="ALLOWED_HOSTS must be"):
        from_environment({"ALLOWED_HOSTS": f"ok.example,{host}"})


@pytest.mark.parametrize("count", ["0", "-5", "many", "1000000", "1.5"])
def test_a_quota_is_a_count(count: str) -> None:
    with pytest.raises(ConfigError, match="MAX_SOCKETS must be"):
        from_environment({"MAX_SOCKETS": count})


def test_a_short_secret_is_refused_and_none_is_shown() -> None:
    with pytest.raises(ConfigError, match=r"SECRET_KEY .* received 5$"):
        from_environment({"SECRET_KEY": "short"})
    assert "0123456789abcdef" not in repr(Config(secret_key="0123456789abcdef"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_is_known(host: str) -> None:
    assert Config(host=host).is_loopback


def test_all_addresses_and_others_are_no_loopback() -> None:
    assert not Config(host="192.168.1.5").is_loopback
    assert not Config(host="example.org").is_loopback
    assert Config(host="0.0.0.0").is_wildcard
    assert from_environment({"HOST": "[::]"}).is_wildcard


def test_the_data_folder_is_the_users_own() -> None:
    assert from_environment({"XDG_DATA_HOME": "/x"}).data == Path(
        "/x/backprop-playground"
    )
    relative = from_environment({"XDG_DATA_HOME": "x"}).data
    assert relative == Path.home() / ".local/share/backprop-playground"


def test_a_data_folder_of_nobody_is_told() -> None:
    with pytest.raises(ConfigError, match="DATA must be a folder that can be found"):
        from_environment({"DATA": "~nosuchuser/x"})


def test_the_place_on_the_web_is_read() -> None:
    config = from_environment(
        {
            "BASE_PATH": "/playground/",
            "PUBLIC_ORIGIN": "https://Teach.example:8443/",
            "FRAME_ANCESTORS": "https://moodle.example",
        }
    )
    assert config.public_url == "https://teach.example:8443/playground/"
    assert config.is_public_secure
    assert "teach.example" in config.host_names
    assert config.frame_ancestors == ("https://moodle.example",)
    assert Config().public_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_PATH", "playground"),
        ("PUBLIC_ORIGIN", "teach.example"),
        ("PUBLIC_ORIGIN", "https://teach.example/playground"),
        ("FRAME_ANCESTORS", "*"),
        ("FRAME_ANCESTORS", "moodle.example; script-src *"),
    ],
)
def test_a_sloppy_place_is_told_with_name_rule_and_value(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as raised:
        from_environment({name: value})
    message = str(raised.value)
    assert message.startswith(f"{name} must be ")
    assert "such as " in message
    assert message.endswith(f"received {value!r}")
    assert "\n" not in message


def test_a_long_value_is_cut() -> None:
    with pytest.raises(ConfigError) as raised:
        from_environment({"BASE_PATH": "x" * 9000})
    assert len(str(raised.value)) < 400
