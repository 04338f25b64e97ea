"""Why a file is not taken in: sentences that its owner can act on."""

from praksis.errors import ActionError

SAVE_AS_PDF = "Gem den som PDF, og prøv igen."

EMPTY = "Filen er tom."
UNKNOWN = f"Den er hverken PDF, Word, Excel eller et billede (JPEG eller PNG). {SAVE_AS_PDF}"
NO_SLIDES = f"Den er hverken PDF eller PowerPoint (.pptx). {SAVE_AS_PDF}"
UNREADABLE = f"Vi kunne ikke læse filen. {SAVE_AS_PDF}"
MARKUP = f"Den er en webside eller en SVG-tegning, og sådan en kan rumme skjulte programmer. {SAVE_AS_PDF}"
OLD_OFFICE = "Den er i et ældre format (.doc eller .xls). Gem den som .docx, .xlsx eller PDF, og prøv igen."
ARCHIVE = "Den er et arkiv. Pak det ud, og vedhæft filerne hver for sig."
ENCRYPTED = "Den er låst med en adgangskode. Fjern adgangskoden, og prøv igen."
MACROS = "Den indeholder makroer. Gem den uden makroer som .docx, .xlsx eller PDF, og prøv igen."
BOMB = f"Den fylder alt for meget, når den pakkes ud. {SAVE_AS_PDF}"
EMBEDDED = f"Der ligger andre filer inde i den. {SAVE_AS_PDF}"
FETCHING = f"Den henter noget udefra, når den åbnes. {SAVE_AS_PDF}"
ACTIVE_PDF = (
    "Den rummer et program, en indlejret fil eller en formular, der kan sende noget. Udskriv den til en ny PDF, og "
    "prøv igen."
)
MORE_THAN_A_PICTURE = "Der ligger andet end et billede i den. Åbn billedet, gem det igen, og prøv igen."
NOT_RECEIVED = "Vi kunne ikke tage imod filen lige nu. Det er en fejl hos os. Prøv igen om lidt."
TOO_MANY_AT_ONCE = "Der kom for meget på én gang. Vedhæft filerne ad flere omgange."


class Refused(ActionError):
    """A file that is not taken in."""
