"""Words that contracts write with a capital although nobody defines them: they are not undefined terms."""

from __future__ import annotations

_FUNCTION_WORDS = """
a about above according accordingly additionally after against all also although among an and any are as at be because
been before being below between both but by can cannot consequently despite do does during each eight either else
every except failing finally five following for four from further furthermore had has have he hence her here hereafter
hereby herein hereof hereto hereunder his how however i if in including indeed insofar instead into is it its lastly
likewise may meanwhile moreover must my neither nevertheless nine ninety no none nor not nothing notwithstanding now
of off on once only or other otherwise our out over own per please prior promptly provided pursuant rather same
secondly seven shall she should since six sixty so some subject such ten than that the their them then there
thereafter therefore thereof thereto these they thirty this those though three through throughout thus to together two
under unless until upon us via was we were what when whenever where whereas wherefore wherever whether which while who
whom whose why will with within without witnesseth would yes yet you your zero
"""
_DETERMINERS = """
a an the this that these those each every any all such no either neither both its their his her our your other another
said same applicable relevant respective some more one two three new existing additional initial
"""
# Heads of what every contract speaks of without defining it, in the singular.
_COMMON = """
act addendum address agency agreement amendment annex annexure appendix april arbitration arbitrator article
association attachment attention attn attorney august authority avenue bank board boulevard building bureau by bylaw
cc ceo cfo chair chairman chairwoman chapter christmas church city clause code college commission committee
confidential congress constitution contract convention coo copy corp council counsel country county court cto date
dear december department directive director dollar dr draft drive east easter email english eur euro exchange
executive exhibit facsimile fax february federal federation figure floor form friday fund gbp gentleman gmbh god
government group holding inc incorporation institute international internet intranet item january judge july june
kingdom lane law legislature letter llc lp ltd madam manager march may mediation member ministry monday mr mrs ms name
nasdaq national new no north notary november number nyse october office officer page paragraph parliament part partner
party phone plaza plc pound preamble president province public re recital regulation republic road rule saturday
schedule school seal secretary section senate september signature sincerely sir society source south square state
statute stock street subclause subparagraph subsection suite sunday table tel telecopy telephone thursday title tower
treasurer treaty tribunal trust tuesday union united university usd version vice-president web wednesday west whereof
witness yen zip
"""
# A run of words with one of these in it is the name of a body, a statute, a place or a post.
_NAMING = """
academy act administration ag agency amendment america american april association august authority avenue bank bill
boulevard box building bureau bv chairman chamber city co code college commission congress constitution convention
corp corporation council counsel county court december department directive director district doctrine dr drive east
european exchange fda february federal federation floor form foundation friday gaap gazette gdpr gmbh god ifrs inc
incorporated incoterms institute international irs island islands iso january journal july june kg kingdom lane letter
limited llc llp lp ltd majeure manager march minister ministry monday mr mrs ms mutandis mutatis national north
november nv october office officer orange organisation organization parliament plaza plc president privilege province
register regulation reporter republic road rule sa sarl saturday school sec secretary september society south square
states statute street suite sunday thursday times tower treasurer treaty tribunal tuesday union united university
vice-president wednesday west
"""
_PLACES = """
africa african alabama alaska albany america american amsterdam angeles antonio argentina arizona arkansas asia asian
atlanta atlantic auckland austin australia austria bahamas bangalore barcelona basel beijing belgium berlin bermuda
boston brazil britain british brooklyn brussels budapest california canada canadian carolina cayman chicago chile
china chinese colombia colorado columbia connecticut copenhagen dakota dallas delaware delhi denmark denver detroit
diego dublin dutch eastern egypt england english europe european finland florida france francisco frankfurt french
geneva georgia german germany greece guernsey hague hampshire hawaii helsinki holland hong houston hull hungary idaho
illinois india indian indiana indonesia iowa ireland irish isle israel italian italy japan japanese jersey jose kansas
kentucky kenya kong korea korean latin london louisiana luxembourg madrid maine malaysia man manhattan maryland
massachusetts melbourne mexico miami michigan milan minnesota mississippi missouri montana montreal moscow mumbai
munich nebraska netherlands nevada nigeria northern norway ohio oklahoma ontario oregon orlando osaka oslo pacific
pakistan paris pennsylvania peru philadelphia philippines phoenix poland portugal prague quebec rhode rome russia
scotland scottish seattle seoul shanghai singapore southern spain spanish stockholm sweden swiss switzerland sydney
taiwan tennessee texas thailand tokyo toronto turkey ukraine utah vancouver vegas vermont vienna vietnam virginia
wales warsaw washington western wisconsin wyoming york zealand zurich
"""
# Nouns that end the terms of contracts, in the singular: what is called so is a term, not somebody's name.
_TERM_HEADS = """
acceptance access account action activity addition address advance affiliate agent allocation allowance amount
announcement appliance applicant application appointment approval area arrangement asset assignee assignment assignor
audit auditor authorization award balance base basis benchmark beneficiary benefit bid bidder bond bonus borrower
boundary brand breach broker budget business buyer calculation campaign cap capacity capital card carrier category
cause certificate change channel charge claim claimant class client closing collateral combination commencement
commitment communication company compensation competitor complaint completion compliance component compound concept
condition confirmation consent consideration consignee consultant consumer content contractor contribution control
copyright correspondence cost covenant coverage credential credit creditor criterion customer damage data database
date day dealer debt debtor decision decree deduction default defect delay deliverable delivery demand deposit
description design designee developer development device disbursement discloser disclosure discount dispute
distribution distributor dividend document documentation domain drawing drug due duty earning effort employee employer
employment end-user endorsement engagement enhancement entity environment equipment error escrow estimate evaluation
event evidence exception excess exclusion exclusivity execution expenditure expense expert expiration expiry export
extension facility factor fault feature fee feedback field file filing finding force forecast forfeiture franchise
franchisee franchisor freight function gain gap goal good goods grant grantee grantor guarantee guarantor guideline
hardware holder hour identifier image impact implementation import improvement incentive incident income increase
indemnified indemnitee indemnitor indemnity index information infringement ingredient injury input inspection
installation installment instruction instrument insurance insured insurer interest interface interruption invention
inventory investment investor invoice issue issuer item joint-venture judgment know-how landlord lead lender lessee
lessor level liability licence license licensee licensor lien limit limitation line liquidation list litigation loan
location logo loss maintenance majority manual manufacturer margin mark market marketing material matter measure
medium meeting merchandise message method metric milestone minimum modification module money month mortgage name need
net network notice notification obligation obligor offer offering operation operator opinion option order organization
originator output owner ownership package packaging participant partner partnership panel patent patient payment payor
penalty percentage performance period permit person personnel phase plan platform player point policy portal portfolio
position power practice premises premium price pricing principal priority privilege procedure proceed proceeding
proceeds process processing processor product production professional profit program programme project promotion
property proposal prospect prospectus protocol provider provision publication publisher purchase purchaser purpose
quality quantity quarter quota quotation quote range rate rating ratio recall receipt receiver recipient record
recovery reduction refund region registration relationship release remedy renewal rent replacement report
representation representative request requirement resale reseller reservation reserve resource response responsibility
restriction result retailer return revenue review right risk royalty salary sale sample saving scope screen security
segment seller sensor server service session settlement share shareholder shipment shipper site software source space
specification sponsor sponsorship staff stage standard statement station stock stockholder stop strategy study
subcontractor sublicense sublicensee submission subscriber subscription subsidiary successor supplier supply support
surplus suspension system target task tax team technology tenant tenderer term termination territory test testing
threshold time tool total trade-mark trademark trainer training transaction transfer transferee transferor transition
transmission transport treatment trial trigger turnover unit update upgrade usage use user utility valuation value
variant variation vehicle vendor venture vessel violation visit volume voucher warehouse warranty waste website week
window withdrawal work worker workforce works year yield zone
"""

FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
DETERMINERS = frozenset(_DETERMINERS.split())
COMMON = frozenset(_COMMON.split())
NAMING = frozenset(_NAMING.split())
PLACES = frozenset(_PLACES.split())
TERM_HEADS = frozenset(_TERM_HEADS.split())
