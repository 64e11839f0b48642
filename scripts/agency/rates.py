"""The reference rates of the European Central Bank, of the working day before."""

RATES = [("GBP", "0.8790", "UK pound sterling"), ("USD", "1.1520", "US dollar")]


def write(folder):
    """One row a currency."""
    rows = [["KEY", "FREQ", "CURRENCY", "CURRENCY_DENOM", "EXR_TYPE", "EXR_SUFFIX", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
             "OBS_CONF", "TITLE"]]
    for currency, rate, title in RATES:
        rows.append([f"EXR.D.{currency}.EUR.SP00.A", "D", currency, "EUR", "SP00", "A", "2026-11-23", rate, "A", "F",
                     f"{title}/Euro, ECB reference exchange rate"])
    folder.csv("service/data/EXR/D..EUR.SP00.A", rows)
