# Українська

verdict-likely-rejected = Імовірна відмова
verdict-needs-work = Треба доопрацювати
verdict-ready = Готово
score = { $verdict }: { $score } зі 100
gist-likely-rejected = У такому вигляді запит, імовірно, відхилять.
gist-needs-work = Ніщо не виключає схвалення, але рецензент мав би запитати.
gist-ready = Я не знайшов причин для відмови. Ще раз перевірте, що все правда і нічого не бракує.

severity-reject = причина відмови
severity-question = відкрите питання
severity-advice = порада

category-vague = Надто розмито
category-missing-build = Що створюється
category-missing-audience = Хто користується
category-missing-purpose = Для чого це
category-conflicting-audience = Внутрішнє чи зовнішнє
category-botting = Діє самостійно
category-scraping = Збирає дані
category-volume = Забагато запитів
category-dormancy = Довгі перерви
category-commercial = Комерційне використання
category-brand = Назва платформи
category-terms = Порушує умови
category-research = Лише дослідження
category-identity = Перевірка особи
category-name = Справжнє ім'я
category-address = Адреса
category-photo = Фото профілю
category-payment = Спосіб оплати
category-standing = Стан облікового запису
category-history = Історія роботи
category-mismatch = Форма і профіль

change-vague = опишіть одне конкретне використання
    .not-english = напишіть це англійською
    .template-blank = заповніть пропуски
change-missing-build = скажіть, що ви створюєте
change-missing-audience = скажіть, хто цим користується
change-missing-purpose = скажіть, для чого це
change-conflicting-audience = скажіть один раз, хто користується: свої чи сторонні
change-botting = нехай вирішує і надсилає людина
change-scraping = беріть лише дані власного облікового запису
change-volume = надсилайте менше запитів
change-dormancy = користуйтеся ключем хоча б раз на кілька місяців
change-commercial = не продавайте дані чи доступ
change-brand = приберіть із назви ім'я платформи
change-terms = приберіть те, що порушує умови
change-research = назвіть власне використання, крім дослідження
change-identity = пройдіть перевірку особи
    .unstated = скажіть, чи підтверджено вашу особу
change-name = вкажіть справжнє ім'я
change-address = вкажіть повну адресу
change-photo = поставте своє фото
    .unstated = скажіть, що на фото ви
change-payment = додайте дійсний спосіб оплати
    .unstated = скажіть, що спосіб оплати дійсний і перевірений
change-standing = спершу владнайте стан облікового запису
    .unstated = скажіть, у якому стані ваш обліковий запис
change-history = спершу наберіть історію роботи
    .unstated = скажіть, яку роботу ви виконали
change-mismatch = пишіть однаково у формі та в профілі

next = Зміна, що допоможе найбільше: { $change } → { $score }, { $verdict }.
next-score = Зміна, що допоможе найбільше: { $change } → { $score }.
next-start = Почніть звідси: { $change }.
next-others = Після цього лишаться інші пункти.
next-unread = Почніть звідси: { $change }. Тоді я зможу перевірити зміст.

evidence-build = Що створюється
evidence-audience = Хто користується
evidence-purpose = Для чого це
evidence-missing = ще не сказано
stance-internal = внутрішнє
stance-external = зовнішнє
stance-both = внутрішнє і зовнішнє

finding-fix = Як виправити
finding-why = Чому
finding-also = Також
finding-source = Джерело
more-in-report = { $count ->
    [one] Ще { $count } пункт у доданому звіті.
    [few] Ще { $count } пункти у доданому звіті.
   *[other] Ще { $count } пунктів у доданому звіті.
}
list-more = і ще { $count }
skeleton = Чернетка для заповнення
skeleton-how = Замініть кожне [ … ] власними словами, англійською. Лишайте тільки правду.
credits = Що свідчить за вас
account = Ваш обліковий запис
account-unread = Профіль не надано, тож цього не перевірено: { $fields }.
rules-version = Правила { $version }.

field-identity = Перевірка особи
field-name = Справжнє ім'я
field-address = Повна адреса
field-photo = Фото профілю
field-payment = Спосіб оплати
field-standing = Добрий стан запису
field-history = Історія роботи
state-met = гаразд
state-failed = не гаразд
state-pending = ще не вирішено
state-unstated = не вказано

since = Після вашого попереднього тексту
since-score = Оцінка змінилася з { $before } на { $score } ({ $difference })
since-same-score = Оцінка все ще { $score } зі 100
since-still = і далі: { $verdict }
since-now = тепер: { $verdict }
since-nothing = Відкриті ті самі пункти, що й раніше.
since-fixed = Виправлено
since-new = Нове
since-open = Ще відкрите

edit-button = Змінити й перевірити знову
dispute-menu = Щось визначено хибно? Скажіть модераторам
form-empty = Перевірити мій запит
form-filled = Змінити й перевірити знову
form-expired = Ваш текст, будь ласка, ще раз
    .note = Я зберігаю текст лише 30 хвилин, тож його вже немає. Вставте його сюди ще раз.
input-title = Назва застосунку
    .placeholder = Contract Calendar
input-description = Опис використання (англійською)
    .placeholder = Що ви створюєте, хто користується, для чого це
input-profile = Опис профілю
    .placeholder = Name: … ID verification: … Address: …
input-form = Форма запиту
    .placeholder = Name: … Address: … Country: …

command-review = перевірити
    .description = Перевірити опис запиту на ключ API перед надсиланням
command-review-this-text = Перевірити цей текст
command-checklist = вимоги
    .description = Що підготувати перед запитом ключа
command-help = допомога
    .description = Як отримати перевірку
command-privacy = приватність
    .description = Що зберігається з написаного вами
command-about = про-бота
    .description = Яка це версія і які правила
option-description = опис
    .description = Опис використання; без параметрів відкриється форма для тексту
option-title = назва
    .description = Назва вашого застосунку
option-profile = профіль
    .description = Короткий опис профілю вашого облікового запису
option-form = форма
    .description = Що ви вписали у форму запиту
option-file = файл
    .description = Ваш текст у файлі .txt або .md
option-report = звіт
    .description = Додати повний звіт
option-public = публічно
    .description = Показати відповідь усім тут (зазвичай лише вам)
choice-report-text = Як текст (report.md)
choice-report-json = Для програм (report.json)
