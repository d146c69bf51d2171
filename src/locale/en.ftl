# What Redraft says by itself, in English: the language every other file falls back to.
# Rules speak for themselves in rules/. Keys end with the name of a verdict, category, field or state.

verdict-likely-rejected = Likely rejected
verdict-needs-work = Needs work
verdict-ready = Ready
score = { $verdict }: { $score } of 100
gist-likely-rejected = As it stands, it would probably be turned down.
gist-needs-work = Nothing here rules it out, but a reviewer would have to ask.
gist-ready = I found no reason to turn it down. Check once more that it is true and complete.

severity-reject = reason to reject
severity-question = open question
severity-advice = advice

category-vague = Too vague
category-missing-build = What is built
category-missing-audience = Who uses it
category-missing-purpose = What it is for
category-conflicting-audience = Internal or external
category-botting = Acts by itself
category-scraping = Collects data
category-volume = Too many requests
category-dormancy = Long gaps
category-commercial = Commercial use
category-brand = Platform's name
category-terms = Breaks the terms
category-research = Research only
category-identity = ID verification
category-name = Real name
category-address = Address
category-photo = Profile photo
category-payment = Payment method
category-standing = Account standing
category-history = Work history
category-mismatch = Form and profile

# The change that mends a category, as an order in lower case. An attribute is for one rule of it.
change-vague = describe one concrete use
    .not-english = write it in English
    .template-blank = fill in the blanks
change-missing-build = say what you build
change-missing-audience = say who uses it
change-missing-purpose = say what it is for
change-conflicting-audience = say once who uses it, inside or outside
change-botting = let a person decide and send
change-scraping = use only data of your own account
change-volume = ask less often
change-dormancy = use the key at least every few months
change-commercial = do not sell the data or the access
change-brand = take the platform's name out of the title
change-terms = take out what breaks the terms
change-research = name a use of your own besides research
change-identity = get your ID verified
    .unstated = say whether your ID is verified
change-name = use your real name
change-address = give your complete street address
change-photo = use a photo of yourself
    .unstated = say that your photo shows you
change-payment = add a payment method that works
    .unstated = say that your payment method is active and verified
change-standing = put your account in good standing first
    .unstated = say how your account stands
change-history = get some work history first
    .unstated = say what work you have done
change-mismatch = write the same in the form and the profile

next = The one change that helps most: { $change } → { $score }, { $verdict }.
next-score = The one change that helps most: { $change } → { $score }.
next-start = Start here: { $change }.
next-others = Other points remain after it.
next-unread = Start here: { $change }. Then I can review what it says.

evidence-build = What is built
evidence-audience = Who uses it
evidence-purpose = What it is for
evidence-missing = not said yet
stance-internal = internal
stance-external = external
stance-both = internal and external

finding-fix = Fix
finding-why = Why
finding-also = Also
finding-source = Source
more-in-report = { $count ->
    [one] One more point is in the attached report.
   *[other] { $count } more points are in the attached report.
}
list-more = and { $count } more
skeleton = A draft to fill in
skeleton-how = Put your own words in place of each [ … ]. Keep only what is true.
credits = What speaks for you
account = Your account
account-unread = No profile was given, so these were not looked at: { $fields }.
rules-version = Rules { $version }.

field-identity = ID verification
field-name = Real name
field-address = Complete address
field-photo = Profile photo
field-payment = Payment method
field-standing = Good standing
field-history = Work history
state-met = in order
state-failed = not in order
state-pending = not settled yet
state-unstated = not stated

since = Since your last text
since-score = The score went from { $before } to { $score } ({ $difference })
since-same-score = The score is still { $score } of 100
since-still = still { $verdict }
since-now = now { $verdict }
since-nothing = The same points are open as before.
since-fixed = Fixed
since-new = New
since-open = Still open

# Button labels have 80 characters at most, titles and labels of a form 45, placeholders and the note 100.
edit-button = Edit & re-review
dispute-menu = Is a finding not right? Tell the moderators
form-empty = Review my request
form-filled = Edit and review again
form-expired = Your text, once more please
    .note = I keep a text for 30 minutes only, so it is gone. Please paste it here again.
input-title = Title of the app
    .placeholder = Contract Calendar
input-description = Usage description
    .placeholder = What you build, who uses it, what it is for
input-profile = Profile summary
    .placeholder = Name: … ID verification: … Address: …
input-form = Request form
    .placeholder = Name: … Address: … Country: …

# Names of slash commands and options: lower case, no spaces, 32 characters at most; descriptions 100 at most.
command-review = review
    .description = Review the description of your API key request before you send it
command-review-this-text = Review this text
command-checklist = checklist
    .description = What to have ready before you request a key
command-help = help
    .description = How to get a review
command-privacy = privacy
    .description = What is kept of what you write
command-about = about
    .description = Which version and which rules this is
option-description = description
    .description = The usage description; leave all options out for a form to paste into
option-title = title
    .description = The title of your app
option-profile = profile
    .description = A summary of your account's profile
option-form = form
    .description = What you typed into the request form
option-file = file
    .description = Your text as a .txt or .md file
option-report = report
    .description = Attach the whole report
option-public = public
    .description = Show the answer to everybody here (default: only to you)
choice-report-text = As text (report.md)
choice-report-json = For programs (report.json)
