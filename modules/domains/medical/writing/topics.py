"""What a visit is about at each moment: the section of a note into which something said belongs.

Cues are words of the field, weighed in order; where nothing is said, the talk is still about what it was about before.
"""

from __future__ import annotations

import re

from modules.domains.medical.record import Section

_WORDS: tuple[tuple[Section, str], ...] = (
    (
        Section.ALLERGIES,
        r"allerg\w*|anaphyla\w*",
    ),
    (
        Section.IMMUNISATIONS,
        r"vaccin\w*|immuni[sz]\w*|(?:flu|tetanus|booster|pneumonia|covid) shots?",
    ),
    (
        Section.FAMILY,
        r"family (?:medical )?history|(?:run|runs|running) in (?:your|the|my) family|(?:your|my|his"
        r"|her) (?:\w+ )?(?:mother|father|mom|mum|dad|brothers?|sisters?"
        r"|siblings?|grand\w+|aunts?|uncles?|parents|cousins?)(?:'s)?\b.{0,60}\b(?:had|has|have|died|dead|passed"
        r"|cancer|diabet\w*|heart|stroke|healthy"
        r"|suffer\w*|conditions?|problems?|illness\w*|diseases?|alive|living)|history of .{3,40} in (?:your|the"
        r"|my) family|in (?:your|my|the) (?:immediate )?family",
    ),
    (
        Section.SOCIAL,
        r"smok\w*|cigarett\w*|tobacco|vap(?:e|ing)|alcohol\w*|drink(?:ing|er)? (?:alcohol|socially)|beers?|wine"
        r"|liquor|how much do you drink|do you drink\b(?! (?:water|enough))|smoke or drink"
        r"|recreational|illicit|street drugs|marijuana|cannabis|cocaine|heroin|meth\b|married|divorced|widow\w*"
        r"|children\b|kids\b"
        r"|do you live|lives? (?:alone|with|by|at home)|at home with you|living situation|for a living"
        r"|occupation|retired|your job"
        r"|where do you work|do for work|work as|exercise regularly|school\b|grade\b"
        r"|sexually active|who do you live|roommate|education level",
    ),
    (
        Section.SURGERY,
        r"surger\w*|surgical(?:ly)? history|operations?\b|operated|\w+ectomy|appendix (?:out|removed)"
        r"|gallbladder (?:out|removed)|c-?sections?"
        r"|taken out|hysterectomy|transplant|bypass|(?:hip|knee) replac\w*",
    ),
    (
        Section.MEDICATIONS,
        r"medications?|medicines?|pills?|tablets?|milligrams?|\bmg\b|inhalers?|supplements?|vitamins?"
        r"|over[- ]the[- ]counter|insulin|ibuprofen|tylenol"
        r"|advil|motrin|aleve|aspirin|paracetamol|antibiotics?|blood thinners?|\w+(?:pril|sartan|olol|statin|formin"
        r"|azole|cillin|mycin|oxacin|prazole"
        r"|dipine|zepam|codone|thiazide|semide|gliptin|glutide|profen|oxetine|triptan|parin|xaban)\b|lasix|coumadin"
        r"|prescribed|taking anything|take anything",
    ),
    (
        Section.PAST,
        r"medical (?:history|conditions?|problems?|issues)|past (?:medical|history)|diagnosed with|history of"
        r"|diabet\w*|hypertensi\w*|high blood pressure|asthma"
        r"|cholesterol|thyroid|chronic|health (?:conditions?|problems?|issues)|heart attack|stroke|cancer"
        r"|kidney disease|hospitali[sz]\w*|other conditions|any conditions",
    ),
)
_COMPLAINT = re.compile(
    r"what (?:brings|brought) you|how can (?:i|we) help|what (?:can|may) (?:i|we) (?:do|help)|what seems to be"
    r"|what is (?:going on|the (?:problem|matter|issue))|reason for (?:your|the|today's) visit"
    r"|what (?:happened|is up)\b|tell me (?:about )?what|(?:here|in) (?:today )?(?:for|because)"
    r"|comes? in (?:today )?(?:for|with|because)|presents?\b",
    re.IGNORECASE,
)
_ENTER_EXAM = re.compile(
    r"physical exam\w*|quick exam|examine you|take a (?:quick )?(?:look at you|listen)|listen to your"
    r"|(?:take a )?look at your (?!results?|x-?ray|labs?|blood|mri|ct|chart|test|scan)"
    r"|on (?:your |the )?(?:\w+ ){0,4}exam\w*|(?:vital signs|vitals)|your blood pressure (?:is|was|today|looks)"
    r"|lungs? (?:is|are|sounds?)|heart sounds?|does (?:it|this|that) hurt when i"
    r"|(?:pain|tender\w*) (?:when|where) i|when i (?:press|push|touch|palpate|bend|move|squeeze|lift)"
    r"|press(?:ing)? (?:on|here)|deep breath|lay back|lie (?:back|down)|exam (?:is|shows)|my exam",
    re.IGNORECASE,
)
_VITALS = re.compile(
    r"vital signs?|vitals|blood pressure (?:is|was|of|today|looks|at)|heart rate|pulse|temperature|respiratory rate"
    r"|respirations?|oxygen|\bo ?2\b|saturat\w*|oxygenation|fever today|afebrile|\bbmi\b",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"tender\w*|swelling|swollen|edema|erythema|redness|bruis\w*|ecchymosis|crackles|wheez\w*|rales|rhonchi|murmur"
    r"|\bclear\b|range of motion|\brom\b|reflex\w*|pulses|strength|sensation"
    r"|capillary|lymph\w*|distension|distention|jugular|jvd|bruits?|lungs?|heart|abdomen|belly|neck|skin|ears?"
    r"|throat|tonsils?|pupils|gait|mass|lesion|rash|palpat\w*|flexion|extension|effusion|crepitus"
    r"|mcmurray|tinel|straight leg|normal|intact|regular|soft|exam\w*|appreciate|pain (?:with|when|to|on|over)",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"x-?rays?|\bmri\b|\bct\b|cat scan|ultrasound|echo\w*|\bekg\b|\becg\b|electrocardiogram|results?|\blabs?\b"
    r"|lab ?work|blood ?work|blood tests?|hemoglobin|a1c|creatinine|white (?:blood )?(?:cell )?count|biopsy"
    r"|pathology|colonoscopy (?:showed|shows)|stress test|scan (?:showed|shows)|urinalysis|\bpfts?\b"
    r"|pulmonary function|culture|troponin|psa\b|glucose|potassium|sodium|platelets?|bone density|mammogram",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"show\w*|look(?:s|ed|ing)? (?:at|good|normal|great|like|fine|here)|reveal\w*|came back|come back|was (?:normal"
    r"|negative|positive|low|high|elevated)|is (?:normal|negative|positive|low|high|elevated|up|down|stable)"
    r"|were (?:normal|negative|fine)"
    r"|are (?:normal|negative|fine|stable)|consistent with|demonstrat\w*|indicat\w*|no (?:fracture|evidence|signs?"
    r"|acute)|reviewed|your (?:\w+ ){0,3}(?:level|count|number)s?|\d",
    re.IGNORECASE,
)
_ASSESS = re.compile(
    r"my (?:assessment|impression|diagnosis|plan)|assessment and|i (?:think|believe|suspect|am (?:concerned|worried"
    r"|suspicious)) (?:that )?(?:you|it|this|the|that|we|about)|most likely|likely (?:have|due|a|an)|consistent with"
    r"|diagnos\w*"
    r"|sounds? like|(?:first|second|third|next|last|other) (?:problem|issue|diagnosis)|for (?:your|the"
    r"|my) (?:\w+ ){0,5}(?:pain|problem|diagnosis|issue|disease|diabetes|hypertension|failure|pressure|depression"
    r"|anxiety|reflux|arthritis|injury|fracture|asthma|cholesterol|anemia|infection|stones?|thyroid\w*|lupus|cancer"
    r"|strain|sprain|transplant|\w+itis|\w+osis|\w+emia|\w+opathy|\w+algia)\b"
    r"|this means|what (?:that|this|it) means|appears to be|you (?:do )?have (?:a|an|what) \w+",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"(?:going to|want to|would like to|will|let's|let us|we can|we could|we should|i'd like) (?:\w+ ){0,4}?(?:order"
    r"|refer|prescribe|start|stop|increase|decrease|continue|get|check|schedule|send|put|give|see you|follow|recheck"
    r"|repeat|refill|try|do an?|set|add|switch|hold|consider|recommend|have you|obtain|keep|call|treat|monitor"
    r"|inject\w*|write)"
    r"|i (?:want|would like|need|recommend|suggest|advise|encourage)\b|prescri\w*|refer(?:ral|red)?\b"
    r"|follow[- ]?up (?:with|in|visit|appointment)|come back (?:in|to|and|if)|see you (?:back|in|again)|return (?:to"
    r"|in|if)|call (?:me|us|the)|please\b|make sure (?:you|that)|you (?:can|should|need to|may|must|will need)"
    r"|physical therapy|if (?:your|the|it|you|this|that|things)\b|avoid|continue|stay (?:hydrated|off)|plenty of"
    r"|ice\b|elevat\w* (?:it|the|your)|brace|crutches|recommend\w*|order(?:ing|ed)?\b|refill",
    re.IGNORECASE,
)
_ROS = re.compile(
    r"fevers?|chills|nausea|vomit\w*|diarrhea|constipat\w*|headaches?|dizz\w*|lightheaded\w*|shortness of breath"
    r"|short of breath|breathing|chest pain|palpitations|cough\w*|wheez\w*|swelling|swollen|numb\w*|tingl\w*|weak\w*"
    r"|weight (?:loss|gain)|appetite|fatigue|tired|night sweats|sweat\w*|rash\w*|itch\w*|vision|hearing|sore throat"
    r"|runny nose|congestion|abdominal pain|belly pain|stomach pain|urin\w*|blood in|stools?|bowel|joint pain"
    r"|back pain|muscle|anxiety|depress\w*|sleep\w*|bleed\w*|bruis\w*|seizure\w*|faint\w*|black(?:ed|ing) out"
    r"|heartburn",
    re.IGNORECASE,
)
_CUES = tuple((section, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for section, words in _WORDS)
_GOES_ON = (Section.FAMILY, Section.SOCIAL)
_REFERS = re.compile(
    r"^.{0,30}\b(?:that|those|these|them|she|he|they|type|which|how (?:many|much|often|old))\b.{0,40}$", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\byour (?:\w+ )?(?P<who>mother|father|mom|mum|dad|brothers?|sisters?|siblings?|grand\w+|aunts?|uncles?|parents)\b"
    r"(?!.{0,30}\b(?:come|live|lives|bring|brought|drive|here)\b)",
    re.IGNORECASE,
)


def background(text: str) -> Section | None:
    """Return the part of the patient's background that a text is about, None where it is about none."""
    return next((section for section, cue in _CUES if cue.search(text)), None)


class Course:
    """Follows a visit from greeting to plan; ask it where each thing that is said belongs."""

    def __init__(self) -> None:
        self._stage = Section.HISTORY
        self._asked: Section | None = None
        self._complained = False

    def of_question(self, question: str) -> None:
        """Take note of what the clinician asks; what only goes on with relatives or habits is still about them."""
        before, self._asked = self._asked, background(question)
        if relative_in(question):
            self._asked = self._asked or Section.FAMILY
        elif self._asked is None and before in _GOES_ON and _REFERS.search(question) and not _ROS.search(question):
            self._asked = before
        if self._asked is None and _COMPLAINT.search(question) and not self._complained:
            self._asked = Section.COMPLAINT
        if self._stage in (Section.HISTORY, Section.RESULTS) and _ENTER_EXAM.search(question):
            self._stage = Section.EXAM

    def of_answer(self, question: str, answer: str, *, yes_or_no: bool) -> Section:
        """Return where an answer belongs."""
        if self._stage in (Section.EXAM, Section.VITALS) and self._asked is None and _ENTER_EXAM.search(question):
            return Section.EXAM
        if self._asked is Section.COMPLAINT:
            self._asked = None
            self._complained = True
            return Section.COMPLAINT
        if self._asked:
            return self._asked
        if yes_or_no and _ROS.search(question):
            return Section.REVIEW
        said = background(answer)
        own = (Section.ALLERGIES, Section.FAMILY, Section.IMMUNISATIONS, Section.SOCIAL)
        return said if said in own else Section.HISTORY

    def of_told(self, text: str) -> Section:
        """Return where something belongs that the clinician tells."""
        if _COMPLAINT.search(text) and re.search(
            r"presents?|here (?:today )?for|comes? in|year[- ]old", text, re.IGNORECASE
        ):
            return Section.HISTORY
        if _RESULTS.search(text) and _SHOWN.search(text) and not _future(text):
            self._stage = Section.RESULTS
            return Section.RESULTS
        if self._stage is Section.PLAN:
            return Section.ASSESSMENT if _ASSESS.search(text) and not _PLAN.search(text) else Section.PLAN
        if _VITALS.search(text) and not _future(text):
            self._stage = Section.EXAM
            return Section.VITALS
        if _ENTER_EXAM.search(text):
            self._stage = Section.EXAM
            return Section.EXAM
        if self._stage is Section.EXAM and _FINDING.search(text) and not _future(text):
            return Section.EXAM
        if _PLAN.search(text) and self._stage is not Section.HISTORY:
            self._stage = Section.PLAN
            return Section.PLAN
        if _ASSESS.search(text):
            self._stage = Section.PLAN if self._stage is not Section.HISTORY else self._stage
            return Section.ASSESSMENT
        if _PLAN.search(text) and _future(text):
            return Section.PLAN
        return background(text) or Section.HISTORY


def relative_in(question: str) -> str:
    """Return the relative whom a question asks about, "" where it asks about none."""
    found = _RELATIVE.search(question)
    return found["who"].lower() if found else ""


def asks_for_complaint(question: str) -> bool:
    """Tell whether a question asks why the patient came."""
    return bool(_COMPLAINT.search(question))


def is_medical(text: str) -> bool:
    """Tell whether a text holds a word of the field at all."""
    return bool(_ROS.search(text) or _FINDING.search(text) or _RESULTS.search(text) or background(text))


def _future(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:going to|will|let's|let us|want to|would like to|need to|should|can|could|if|order|refer"
            r"|schedule)\b",
            text,
            re.IGNORECASE,
        )
    )
