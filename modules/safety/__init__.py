"""Finding and hiding what tells who a patient is: pure functions over text, and the pseudonyms that stand for it.

The law of the United States names eighteen identifiers (45 CFR 164.514(b)(2)(i)); `Kind` has one for each of them:

    (A) names                                   (J) account numbers
    (B) places smaller than a state             (K) certificate and licence numbers
    (C) dates but for the year, ages over 89    (L) vehicle identifiers and plates
    (D) telephone numbers                       (M) device identifiers and serial numbers
    (E) fax numbers                             (N) web addresses
    (F) e-mail addresses                        (O) IP addresses
    (G) social security numbers                 (P) biometric identifiers
    (H) medical record numbers                  (Q) photographs, by their file names
    (I) health plan numbers                     (R) any other unique number or code

They concern relatives, employers and members of the household as well, so the names of organisations are hidden too.
`finding` finds them, `pseudonyms` replaces them, `restoring` puts them back. It is assistive: no rule finds everything.
"""
