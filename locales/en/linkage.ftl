# Why two records may be of one person, and why not. Arguments never hold a person's data.

## Reasons for and against
reason-identifier-exact = Same { $kind ->
    [health-card] health card number
    [social-insurance] social insurance number
    [passport] passport number
    [soc-sec-id] social security number
   *[other] number from one issuer
    }
reason-identifier-close = { $kind ->
    [health-card] Health card numbers
    [social-insurance] Social insurance numbers
    [passport] Passport numbers
    [soc-sec-id] Social security numbers
   *[other] Numbers from one issuer
    } that differ by one slip
reason-identifier-differs = Different { $kind ->
    [health-card] health card numbers
    [social-insurance] social insurance numbers
    [passport] passport numbers
    [soc-sec-id] social security numbers
   *[other] numbers from one issuer
    }, although a person has one
reason-identifier-missing = No number of one kind on both records
reason-identifier-shared = Same number, but several records show it
reason-given-exact = Same given name{ $rarity ->
    [rare] , which is rare
    [common] , which is common
   *[usual] {""}
    }
reason-given-nickname = Given names that are forms of one name
reason-given-close = Given names spelled almost alike
reason-given-similar = Given names that look or sound alike
reason-given-part = One given name of several is the same
reason-given-initial = An initial that fits the given name
reason-given-differs = Different given names
reason-given-explained = The given name is covered by an alias or former name
reason-given-missing = Given name missing on one of the records
reason-family-exact = Same family name{ $rarity ->
    [rare] , which is rare
    [common] , which is common
   *[usual] {""}
    }
reason-family-close = Family names spelled almost alike
reason-family-similar = Family names that look or sound alike
reason-family-part = One part of a double family name is the same
reason-family-differs = Different family names
reason-family-explained = The family name is covered by an alias or former name
reason-family-missing = Family name missing on one of the records
reason-name-order-swapped = Given and family name stand in exchanged places
reason-alias-full = An alias or former name is the same full name
reason-alias-close = An alias or former name is almost the same full name
reason-alias-single = Same alias
reason-alias-missing = No alias that agrees
reason-birth-date-exact = Same date of birth
reason-birth-date-placeholder = Same date of birth, but a day that is often written when the day is not known
reason-birth-date-swapped = Dates of birth with day and month exchanged
reason-birth-date-digit = Dates of birth that differ by one slip
reason-birth-date-partial = Dates of birth that agree as far as both are known
reason-birth-date-year = Same year of birth, another day
reason-birth-date-differs = Different dates of birth
reason-birth-date-missing = Date of birth missing on one of the records
reason-phone-exact = Same telephone number
reason-phone-shared = Same telephone number, but several people use it
reason-phone-differs = Different telephone numbers
reason-phone-missing = Telephone number missing on one of the records
reason-address-house = Same house
reason-address-street = Nearly the same address
reason-address-area = Same area
reason-address-differs = Different addresses
reason-address-missing = Address missing on one of the records

## What limits the suggestion, whatever the score
reason-guard-household = Different given names and dates of birth: this fits members of one family
reason-guard-given-names = Different given names: this fits twins or relatives as well
reason-guard-nobody = Neither given names nor dates of birth can be compared: this fits any member of a family
reason-guard-birth-dates = Different dates of birth: this fits two people of one name
reason-guard-identifiers = Two different numbers of a kind of which a person has one

## Why a search found a record
search-name-exact = Same name
search-name-nickname = Form of the name
search-name-beginning = Name begins like this
search-name-near = Spelled almost alike
search-name-sound = Sounds alike
search-name-differs = Another name
search-phone-same = Same telephone number
search-phone-differs = Another telephone number
search-date-same = Same date of birth
search-date-partial = Date of birth agrees as far as known
search-date-differs = Another date of birth
