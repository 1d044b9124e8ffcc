"""What was recorded on the day, as it has to be found on paper: once, or at all."""

from tests.day import afternoon, midday, morning

#: Words that stand in one place of the record, and so once on paper.
ONCE = (
    *(
        morning.PREPARED[field]
        for field in morning.PREPARED
        if field
        in (
            "Intention",
            "Expectations",
            "Fears",
            "Limits",
            "Support when it gets hard",
            "Scents to avoid",
            "Grounding object",
            "Music",
            "Eye mask",
            "Support people",
            "Questions still open",
            "What was observed",
        )
    ),
    morning.ARRIVED["Who is with the client tonight"],
    "Since food 11 h",
    "Since drink 4 h",
    morning.ARRIVED["Medicines taken today"],
    morning.ARRIVED["Alcohol, cannabis or other drugs since yesterday"],
    "Sleep last night 7 h",
    morning.ARRIVED["Intention, said again in the client's words"],
    "Identity confirmed by two identifiers Name and date of birth",
    "Mood now 6",
    "Anxiety now 3",
    "Touch agreement, said again Less than agreed",
    "Juniper room",
    "latex gloves raise welts (caution)",
    "Touch that is welcome Hand only",
    "racemic ketamine, IM injection 47.5 mg QX-8813 Dr Odalys Finch Nurse Tamsin Vale",
    "131/84",
    "126/80",
    "124/79",
    "Observer left hand opens like a fern",
    "Client the stairwell smells of plums",
    "Observer Tears",
    "Observer Laughter",
    "Struck out: wrong press",
    *morning.UNTOWARD.values(),
    "Severity mild Serious no",
    "Outcome settled",
    "Tone of the journey Mixed",
    *midday.TOLD.values(),
    "personal; transpersonal: symbolic reclaim sure 7 of 10",
    "Arousal before 7 ",
    "Arousal after 2 ",
    "Presence in the body before 3 ",
    "Presence in the body after 9 ",
    "heels pressed into felt accepted",
    "heels pressed into felt accepted +2",
    "cedar shavings declined",
    "Result, arrival negative",
    "Result, before leaving negative",
    "MOAA/S 5 twice, 16 min apart",
    "person, place, time and situation met",
    "walks and turns steadily met",
    "nausea 1 (minimal); keeps fluid down met",
    "Modified Aldrete score 10 of 10; Modified PADSS 10 of 10 met",
    "telephone on Tuesday",
    "likelihood of using it, 0 to 10: 9",
    "inside the bread tin",
    "copy in the client's hands: yes",
    *afternoon.SAID_BACK.values(),
    "driving licence with a mole",
    "Goes home by Leopold himself",
    "Stays tonight Wilhelmina upstairs",
    "Page for the escort client consents",
    "physician, remote, ",
    "seen over the screen",
    "walked her to the lift",
    "Outcome Released with escort",
    "Leopold at the blue gate",
    "Larch room",
    "Sorrel room",
    "asked for the soup recipe",
    afternoon.WEEK,
    afternoon.UNSETTLED,
    *afternoon.HOUR.values(),
    "Changed Not changed yet answers letters again still avoids the cellar",
)

#: Words that more than one part of the record says.
SEVERAL = (
    "Leopold Marchetti", "555 0177", "neighbour", "heels pressed into felt", "cedar shavings", midday.WORDS,
    "my feet are mine again", "all recorded criteria met", "Tamsin Vale", "DRAFT",
    "Times shown in America/Vancouver",
)  # fmt: skip

#: Kept in the record and not a part of this paper: how to reach the client, the words of the plan itself.
APART = ("7 Quince Lane", "Bluebird", "never before noon", "555 0142", "555 0188", "Ruben Castellan",
         "Thessaly", "I stop watering the basil", "Philippa from choir")  # fmt: skip

#: What the client takes home.
HOME = (
    "VANDERMOLEN, Isolde", "Sunday 22 November 2026", "Hollow Oak Clinic",
    "You came: 08:45. You left: 10:50.",
    "Leopold Marchetti, neighbour", "Wilhelmina upstairs", "version 1, is in your hands",
    "inside the bread tin", "heels pressed into felt", "Monday 23 November 2026 at 09:00", "Larch room",
    "Wednesday 25 November 2026 at 09:00", "Sorrel room", "Who to call Number not recorded",
    "Emergency number: not recorded",
)  # fmt: skip

#: Words of the record that have no business on a page for the kitchen wall.
NOT_HOME = (
    *ONCE, "ketamine", "47.5", " mg", "Aldrete", "PADSS", "MOAA", "ASQ", "criteria", "latex", "Nausea",
    "T+", "mmHg", "gate and not the guard", "Odalys", "lamotrigine", "diagnosis", *APART,
)  # fmt: skip
