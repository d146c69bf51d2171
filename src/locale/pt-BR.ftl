# Português do Brasil

verdict-likely-rejected = Provável rejeição
verdict-needs-work = Precisa de ajustes
verdict-ready = Pronto
score = { $verdict }: { $score } de 100
gist-likely-rejected = Do jeito que está, provavelmente seria recusado.
gist-needs-work = Nada o descarta, mas um revisor teria de perguntar.
gist-ready = Não encontrei nenhum motivo de recusa. Confira mais uma vez se é verdadeiro e completo.

severity-reject = motivo de rejeição
severity-question = pergunta em aberto
severity-advice = conselho

category-vague = Vago demais
category-missing-build = O que é construído
category-missing-audience = Quem usa
category-missing-purpose = Para que serve
category-conflicting-audience = Interno ou externo
category-botting = Age sozinho
category-scraping = Coleta dados
category-volume = Requisições demais
category-dormancy = Pausas longas
category-commercial = Uso comercial
category-brand = Nome da plataforma
category-terms = Viola os termos
category-research = Só pesquisa
category-identity = Verificação de identidade
category-name = Nome real
category-address = Endereço
category-photo = Foto do perfil
category-payment = Forma de pagamento
category-standing = Situação da conta
category-history = Histórico de trabalho
category-mismatch = Formulário e perfil

change-vague = descreva um uso concreto
    .not-english = escreva em inglês
    .template-blank = preencha as lacunas
change-missing-build = diga o que você constrói
change-missing-audience = diga quem usa
change-missing-purpose = diga para que serve
change-conflicting-audience = diga uma só vez quem usa, dentro ou fora
change-botting = deixe uma pessoa decidir e enviar
change-scraping = use só os dados da sua própria conta
change-volume = faça menos requisições
change-dormancy = use a chave pelo menos a cada poucos meses
change-commercial = não venda os dados nem o acesso
change-brand = tire do título o nome da plataforma
change-terms = tire o que viola os termos
change-research = cite um uso próprio além da pesquisa
change-identity = verifique a sua identidade
change-name = use o seu nome real
change-address = informe o seu endereço completo
change-photo = use uma foto sua
change-payment = adicione uma forma de pagamento que funcione
change-standing = primeiro regularize a sua conta
change-history = primeiro consiga algum histórico
change-mismatch = escreva o mesmo no formulário e no perfil

next = A mudança que mais ajuda: { $change } → { $score }, { $verdict }.
next-score = A mudança que mais ajuda: { $change } → { $score }.
next-start = Comece aqui: { $change }.
next-others = Depois disso restam outros pontos.
next-unread = Comece aqui: { $change }. Depois posso revisar o que ele diz.

evidence-build = O que é construído
evidence-audience = Quem usa
evidence-purpose = Para que serve
evidence-missing = ainda não foi dito
stance-internal = interno
stance-external = externo
stance-both = interno e externo

finding-fix = Correção
finding-why = Por quê
finding-also = Também
finding-source = Fonte
more-in-report = { $count ->
    [one] Há mais { $count } ponto no relatório anexo.
   *[other] Há mais { $count } pontos no relatório anexo.
}
list-more = e mais { $count }
skeleton = Um rascunho para preencher
skeleton-how = Ponha as suas próprias palavras no lugar de cada [ … ], em inglês. Deixe só o que for verdade.
credits = O que conta a seu favor
account = Sua conta
account-unread = Nenhum perfil foi informado, então isto não foi verificado: { $fields }.
rules-version = Regras { $version }.

field-identity = Verificação de identidade
field-name = Nome real
field-address = Endereço completo
field-photo = Foto do perfil
field-payment = Forma de pagamento
field-standing = Conta em situação regular
field-history = Histórico de trabalho
state-met = em ordem
state-failed = não está em ordem
state-pending = ainda não resolvido
state-unstated = não informado

since = Desde o seu último texto
since-score = A pontuação foi de { $before } para { $score } ({ $difference })
since-same-score = A pontuação continua { $score } de 100
since-still = continua: { $verdict }
since-now = agora: { $verdict }
since-nothing = Os mesmos pontos continuam em aberto.
since-fixed = Resolvido
since-new = Novo
since-open = Ainda em aberto

edit-button = Editar e revisar de novo
dispute-menu = Algum ponto não está certo? Avise os moderadores
form-empty = Revisar meu pedido
form-filled = Editar e revisar de novo
form-expired = Seu texto, mais uma vez, por favor
    .note = Guardo um texto só por 30 minutos e ele já se foi. Cole-o aqui de novo, por favor.
input-title = Título do aplicativo
    .placeholder = Contract Calendar
input-description = Descrição de uso (em inglês)
    .placeholder = O que você constrói, quem usa, para que serve
input-profile = Resumo do perfil
    .placeholder = Name: … ID verification: … Address: …
input-form = Formulário do pedido
    .placeholder = Name: … Address: … Country: …

command-review = revisar
    .description = Revisa a descrição do seu pedido de chave de API antes do envio
command-review-this-text = Revisar este texto
command-checklist = requisitos
    .description = O que ter pronto antes de pedir uma chave
command-help = ajuda
    .description = Como obter uma revisão
command-privacy = privacidade
    .description = O que é guardado do que você escreve
command-about = sobre
    .description = Qual versão e quais regras são estas
option-description = descrição
    .description = A descrição de uso; sem opções abre um formulário para colar o texto
option-title = título
    .description = O título do seu aplicativo
option-profile = perfil
    .description = Um resumo do perfil da sua conta
option-form = formulário
    .description = O que você digitou no formulário do pedido
option-file = arquivo
    .description = Seu texto como arquivo .txt ou .md
option-report = relatório
    .description = Anexar o relatório completo
option-public = público
    .description = Mostrar a resposta a todos aqui (padrão: só a você)
choice-report-text = Como texto (report.md)
choice-report-json = Para programas (report.json)
