"""Lists of words that tell names from what looks like one: titles, relations, degrees, eponyms, particles."""

from __future__ import annotations

import re

from modules.core.credentials import CREDENTIALS

TITLES = (
    "mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|rev|reverend|fr|father|pastor|rabbi|imam|sgt|sergeant|capt|"
    "captain|lt|lieutenant|col|colonel|maj|major|officer|judge|nurse|sister|matron|aunt|auntie|uncle|grandma|"
    "grandpa|coach"
)
SURE_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})
"""After these every word is a name."""
RELATIONS = (
    "mother|father|mom|mum|mommy|dad|daughter|son|sister|brother|wife|husband|spouse|partner|fianc[ée]e?|girlfriend|"
    "boyfriend|friend|neighbou?r|aunt|uncle|cousin|niece|nephew|grandmother|grandfather|grandson|granddaughter|"
    "grandma|grandpa|guardian|carer|caregiver|caretaker|roommate|stepmother|stepfather|stepson|stepdaughter|twin|"
    "mother-in-law|father-in-law|son-in-law|daughter-in-law|sister-in-law|brother-in-law|employer|boss|landlord|dog|cat"
)
ROLES = (
    "patient(?: name)?|pt|name|full name|patient['’]s name|next of kin|nok|contact|emergency contact|attending|"
    "physician|"
    "attending physician|primary care physician|referring physician|provider|surgeon|assistant|anesthesiologist|"
    "anaesthetist|referring|gp|pcp|consultant|registrar|dictated by|dictating|transcribed by|signed|signed by|"
    "electronically signed(?: by)?|e-signed|author|authored by|written by|seen by|reviewed by|prepared by|entered by|"
    "verified by|ordered by|ordering provider|cosigned by|referred by|referral from|cc|dear|re|regarding|informant|"
    "historian|witness|"
    "interpreter|cardiologist|neurologist|oncologist|psychiatrist|therapist|nurse|scribe|midwife|social worker|"
    "pharmacist|"
    "from|to|attn|attention|account holder|policy ?holder|insured|subscriber|guarantor|beneficiary|client|resident|"
    "surname|first name|last name|given name|family name|middle name|maiden name|forename|forenames|nickname|alias|aka|"
    "preferred name|known as|legal name|responsible party|parent|parents|legal guardian|poa|power of attorney|"
    "proxy|health ?care proxy|yours sincerely|sincerely|kind regards|regards|best wishes|with thanks|yours faithfully"
)
DEGREES = rf"{CREDENTIALS}|Esq|Jr|Sr|III"
_PARTICLES_WORDS = """
van von der den de di da del della dos du la le el al bin ibn ter ten af zu y e i und of st
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
_STOP_WORDS = """
a about after again all also am an and any are as at back be because been before being but by came can come could
currently denies did do does doing done down each few for from further get go going gonna got had has have having he
her here hers him his how i if in into is it its just know like look looks make may maybe me mine more most my need
new no not now of off ok okay on once one only or other our out over please really right said same say see she should
since so some still such sure take tell than thank thanks that the their them then there these they thing think this
those though thought three to today told tomorrow too two um uh under until up us very want was we well went were what
when where which while who whom why will with without would yeah yes yesterday yet you your yours states reports notes
presents lives works here's there's it's that's i'm i've i'd i'll let's don't didn't everyone everybody someone
somebody anyone anybody nobody nothing something anything everything whenever wherever whoever whatever whichever
although unless whereas ohh oh ah eh hey hi hello mm-hmm mm mhm uh-huh mmm hmm umm er erm huh ooh aw wow whoa doc ugh
yup nah per soon side work both either neither others another much many little several less least enough quite rather
almost always often never ever whilst till toward towards among amongst against between beyond despite during except
inside outside regarding throughout within upon via amid lem gimme whatcha cannot ain't isn't wasn't aren't weren't
hasn't haven't hadn't won't wouldn't couldn't shouldn't doesn't
"""
STOP = frozenset(_STOP_WORDS.split())
"""Words of every sentence, which are names only behind a title."""

_EPONYMS = """
addison alzheimer apgar asperger babinski baker barrett barthel beck becker behcet bell bence blalock braden bristol
brudzinski buerger burkitt bochdalek caesar carpenter centor charcot chvostek cheyne child colles coombs corrigan
cotard coxsackie crohn cullen cushing devic doppler down dressler dukes dupuytren duchenne ebstein ehlers eisenmenger
epstein epley erb ewing fallot fanconi felty fitz finkelstein foley fontan fowler framingham friedreich gaucher
gilbert glasgow gleason goodpasture gram grave graves grey guillain guthrie hallpike hamilton hartmann hashimoto
hawkins heberden heimlich henoch hickman hirschsprung hodgkin hoffman hoffmann holter homan homans horner huntington
jacksonian janeway jevity jones kaposi kawasaki kegel kernig killip klinefelter korotkoff korsakoff kussmaul lachman
lamaze legionella legionnaire lewy lhermitte likert lyme mallory marfan mcburney mcmurray meckel meniere ménière
mirena mohs montgomery morse mullerian munchausen murphy neer neuralink nissen norton osgood osler paget pap
papanicolaou parkinson perthes peyronie phalen pick plummer pott prader prinzmetal purkinje quincke ranson raynaud
reiter rett reye richter ringer rinne rockall romberg roux rovsing sandoz schatzki schirmer schlatter schonlein sezary
sheehan sjogren sjögren snellen spurling steven stevens still stokes swan sydenham takayasu thomas tinel tourette
trendelenburg trousseau turner valsalva virchow waldenstrom waterlow weber wegener wells wernicke whipple wilms wilson
wolff yankauer york zenker zollinger zimmer moro rorschach weil wood tanner scarpa schober simpson simmonds barlow
ortolani galeazzi hill sachs bankart lisfranc jefferson monteggia galeazzi smith salter harris gustilo garden weber
lauge hansen ottawa canadian cobb risser kellgren lawrence rotterdam bethesda atlanta rome milan boston chicago vienna
new tokyo oxford
"""
EPONYMS = frozenset(_EPONYMS.split())
"""Names that diseases, signs, tests and devices bear; before clinical words, or as possessives, they tell nobody."""
CLINICAL = re.compile(
    r"(?:['’]s?)?(?:[\s-](?:and[\s-])?[A-Z][\w’'-]+(?:['’]s)?){0,2}[\s-](?:disease|syndrome|sign|signs|test|tests|"
    r"manoeuvre|maneuver|catheter|score|"
    r"scale|criteria|classification|lymphoma|sarcoma|tumou?r|palsy|phenomenon|thyroiditis|ulcer|oe?sophagus|oedema|"
    r"contracture|fracture|cyst|dementia|bod(?:y|ies)|syncope|stain|smear|monitor|ultrasound|study|reflex|reaction|"
    r"anae?mia|chorea|ataxia|muscular|dystrophy|nodes?|nodules?|lesion|point|ligament|tendon|tube|tubes|procedure|"
    r"operation|"
    r"repair|fundoplication|pouch|drain|forceps|clamp|retractor|suction|needle|wire|collar|splint|brace|boot|"
    r"exercises?|"
    r"encephalopathy|psychosis|hernia|diverticulum|triad|tetralogy|murmur|pulse|respiration|breathing|rules?|index|"
    r"grade|"
    r"grading|stage|staging|coma|solution|lactate|agar|medium|lines?|port|cuff|filter|stent|valve|fever|virus|bacillus|"
    r"purpura|vasculitis|disorder|deformity|nystagmus|paralysis|gangrene|arthritis|lens|chart|position|inventory|"
    r"questionnaire|response|law|formula|equation|block|fibers|fibres|cells?|gland|glands|duct|ducts|canal|tibial|"
    r"macroglobulinae?mia|granulomatosis|hydrocele|osteodystrophy|esotropia|membrane|megacolon|neuroma|angina|"
    r"arteritis|"
    r"cardiomyopathy|nephropathy|neuropathy|epilepsy|seizure|aphasia|area|scan|stool|form|tool|hook|pin|rod|nail|score|"
    r"swab|spots?|lines?|rings?|ring|plan|diet|method|technique|approach|incision|flap|graft|shunt|anastomosis|"
    r"bypass|resection|hemicolectomy|gastrectomy|oma|type|levels?|protocol|trial|guidelines?|system|hip|knee|"
    r"shoulder|unit|bandage|dressing)s?\b"
)
"""Follows an eponym."""
# Capitalised words of forms and notes that dictionaries do not hold, and which are no names.
_NOT_NAMES_WORDS = """
doppler
hpi pmh psh ros cta ekg ecg mri cbc bmp cmp bun wbc rbc hgb hct plt ast alt gfr egfr inr ptt tsh copd chf cad htn dm
ckd gerd uti dvt pe mi cva tia afib cabg pci icu ed er or pacu nicu picu micu sicu bid tid qid prn qhs qam po iv im sq
subq sc pr nka nkda heent perrla eomi rrr ctab nad aox aaox wnl gcs nihss phq gad moca mmse bmi bp hr rr spo temp vs
loc dob mrn ssn dnr dni pcp pt ot slp rn md soap ccs mhm uh um hmm nope yep alright gonna wanna kinda labs meds covid
sars hiv hcv hbv mrsa rsv flu vitals imaging followup follow-up ph.d tylenol advil motrin aleve aspirin synthroid
lipitor zocor norvasc zestril glucophage lasix coumadin eliquis xarelto plavix zoloft prozac lexapro paxil wellbutrin
ambien xanax ativan klonopin valium percocet vicodin norco oxycontin dilaudid nexium prilosec pepcid zantac protonix
flonase claritin zyrtec allegra singulair advair symbicort spiriva albuterol ventolin proventil humalog novolog lantus
levemir januvia jardiance farxiga ozempic trulicity victoza metformin lisinopril snomed loinc icd-10 fhir iphone
google facebook internet english spanish monday tuesday wednesday thursday friday saturday sunday january february
march april june july august september october november december christmas easter thanksgiving abdo abx shx fhx pmhx
etoh hx dx tx rx sx fx hpc pc imp ohx drhx ice obs sats rif lif ruq rlq luq llq cvs resp neuro msk ent gi gu gyn derm
endo psych heme onc excema ca nil o/e s/p c/o f/u y/o yo w/o prox dist bilat vitamin vit abdomen chest eyes ears nose
throat neck skin back lungs heart extremities general constitutional subjective objective assessment plan impression
diagnosis medications allergies history exam results procedure procedures findings indication indications technique
comparison anesthesia complications disposition condition discharge admission caucasian hispanic latino latina asian
dragon mister tel fax re cc dear nurse client session contact consultant patient doctor mom mum dad ma'am maam sir
keflex augmentin zofran miralax colace senna bactrim cipro levaquin
"""
NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())
