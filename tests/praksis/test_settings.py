import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read(monkeypatch, tmp_path, **variables):
    """The settings as they are read with these variables in the environment."""
    for name, value in {"SECRET_KEY": "only-for-tests", "DATA_DIR": str(tmp_path), **variables}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "praksis" / "settings.py"))


def test_what_the_database_address_says_of_encryption_is_kept_beside_our_limits(monkeypatch, tmp_path):
    address = "postgres://praksis:praksis@db.example:5432/praksis"

    plain = read(monkeypatch, tmp_path, DATABASE_URL=address)["DATABASES"]["default"]["OPTIONS"]
    safe = read(monkeypatch, tmp_path, DATABASE_URL=f"{address}?sslmode=verify-full&sslrootcert=/etc/ca.pem")

    assert set(plain) == {"connect_timeout", "options"}
    assert safe["DATABASES"]["default"]["OPTIONS"] == {
        **plain,
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem",
    }
