# Español

verdict-likely-rejected = Probable rechazo
verdict-needs-work = Necesita cambios
verdict-ready = Listo
score = { $verdict }: { $score } de 100
gist-likely-rejected = Tal como está, probablemente sería rechazado.
gist-needs-work = Nada lo descarta, pero un revisor tendría que preguntar.
gist-ready = No encontré ningún motivo de rechazo. Comprueba otra vez que sea cierto y completo.

severity-reject = motivo de rechazo
severity-question = pregunta abierta
severity-advice = consejo

category-vague = Demasiado vago
category-missing-build = Qué se construye
category-missing-audience = Quién lo usa
category-missing-purpose = Para qué sirve
category-conflicting-audience = Interno o externo
category-botting = Actúa por sí solo
category-scraping = Recopila datos
category-volume = Demasiadas peticiones
category-dormancy = Pausas largas
category-commercial = Uso comercial
category-brand = Nombre de la plataforma
category-terms = Incumple los términos
category-research = Solo investigación
category-identity = Verificación de identidad
category-name = Nombre real
category-address = Dirección
category-photo = Foto de perfil
category-payment = Método de pago
category-standing = Estado de la cuenta
category-history = Historial de trabajo
category-mismatch = Formulario y perfil

change-vague = describe un uso concreto
    .not-english = escríbelo en inglés
    .template-blank = rellena los espacios en blanco
change-missing-build = di qué construyes
change-missing-audience = di quién lo usa
change-missing-purpose = di para qué sirve
change-conflicting-audience = di una sola vez quién lo usa, dentro o fuera
change-botting = deja que una persona decida y envíe
change-scraping = usa solo los datos de tu propia cuenta
change-volume = haz menos peticiones
change-dormancy = usa la clave al menos cada pocos meses
change-commercial = no vendas los datos ni el acceso
change-brand = quita del título el nombre de la plataforma
change-terms = quita lo que incumple los términos
change-research = nombra un uso propio además de la investigación
change-identity = verifica tu identidad
change-name = usa tu nombre real
change-address = da tu dirección completa
change-photo = usa una foto tuya
change-payment = añade un método de pago que funcione
change-standing = primero pon tu cuenta en regla
change-history = primero consigue algo de historial
change-mismatch = escribe lo mismo en el formulario y en el perfil

next = El cambio que más ayuda: { $change } → { $score }, { $verdict }.
next-score = El cambio que más ayuda: { $change } → { $score }.
next-start = Empieza aquí: { $change }.
next-others = Después quedan otros puntos.
next-unread = Empieza aquí: { $change }. Después puedo revisar lo que dice.

evidence-build = Qué se construye
evidence-audience = Quién lo usa
evidence-purpose = Para qué sirve
evidence-missing = aún no se dice
stance-internal = interno
stance-external = externo
stance-both = interno y externo

finding-fix = Solución
finding-why = Por qué
finding-also = También
finding-source = Fuente
more-in-report = { $count ->
    [one] Hay un punto más en el informe adjunto.
   *[other] Hay { $count } puntos más en el informe adjunto.
}
list-more = y { $count } más
skeleton = Un borrador para rellenar
skeleton-how = Pon tus propias palabras en lugar de cada [ … ], en inglés. Deja solo lo que sea cierto.
credits = Lo que habla a tu favor
account = Tu cuenta
account-unread = No se dio un perfil, así que esto no se revisó: { $fields }.
rules-version = Reglas { $version }.

field-identity = Verificación de identidad
field-name = Nombre real
field-address = Dirección completa
field-photo = Foto de perfil
field-payment = Método de pago
field-standing = Cuenta en regla
field-history = Historial de trabajo
state-met = en orden
state-failed = no está en orden
state-pending = aún sin resolver
state-unstated = no se indica

since = Desde tu último texto
since-score = La puntuación pasó de { $before } a { $score } ({ $difference })
since-same-score = La puntuación sigue en { $score } de 100
since-still = sigue: { $verdict }
since-now = ahora: { $verdict }
since-nothing = Siguen abiertos los mismos puntos.
since-fixed = Resuelto
since-new = Nuevo
since-open = Sigue abierto

edit-button = Editar y revisar de nuevo
dispute-menu = ¿Algún punto no es correcto? Avisa a los moderadores
form-empty = Revisar mi solicitud
form-filled = Editar y revisar de nuevo
form-expired = Tu texto, una vez más, por favor
    .note = Guardo un texto solo 30 minutos y ya no está. Pégalo aquí otra vez, por favor.
input-title = Título de la aplicación
    .placeholder = Contract Calendar
input-description = Descripción de uso (en inglés)
    .placeholder = Qué construyes, quién lo usa, para qué sirve
input-profile = Resumen del perfil
    .placeholder = Name: … ID verification: … Address: …
input-form = Formulario de solicitud
    .placeholder = Name: … Address: … Country: …

command-review = revisar
    .description = Revisa la descripción de tu solicitud de clave API antes de enviarla
command-review-this-text = Revisar este texto
command-checklist = requisitos
    .description = Lo que debes tener listo antes de solicitar una clave
command-help = ayuda
    .description = Cómo obtener una revisión
command-privacy = privacidad
    .description = Qué se guarda de lo que escribes
command-about = acerca-de
    .description = Qué versión y qué reglas son estas
option-description = descripción
    .description = La descripción de uso; sin opciones se abre un formulario para pegar el texto
option-title = título
    .description = El título de tu aplicación
option-profile = perfil
    .description = Un resumen del perfil de tu cuenta
option-form = formulario
    .description = Lo que escribiste en el formulario de solicitud
option-file = archivo
    .description = Tu texto como archivo .txt o .md
option-report = informe
    .description = Adjuntar el informe completo
option-public = público
    .description = Mostrar la respuesta a todos aquí (por defecto: solo a ti)
choice-report-text = Como texto (report.md)
choice-report-json = Para programas (report.json)
