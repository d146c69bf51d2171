# हिन्दी

verdict-likely-rejected = अस्वीकार होने की संभावना
verdict-needs-work = सुधार चाहिए
verdict-ready = तैयार
score = { $verdict }: 100 में से { $score }
gist-likely-rejected = इस रूप में यह शायद अस्वीकार हो जाएगा।
gist-needs-work = इसमें कोई बड़ी रुकावट नहीं, पर समीक्षक को पूछना पड़ेगा।
gist-ready = मुझे अस्वीकार का कोई कारण नहीं मिला। एक बार फिर देख लें कि यह सच और पूरा है।

severity-reject = अस्वीकार का कारण
severity-question = खुला सवाल
severity-advice = सलाह

category-vague = बहुत अस्पष्ट
category-missing-build = क्या बनेगा
category-missing-audience = कौन इस्तेमाल करेगा
category-missing-purpose = किस काम के लिए
category-conflicting-audience = आंतरिक या बाहरी
category-botting = अपने आप काम करता है
category-scraping = डेटा इकट्ठा करता है
category-volume = बहुत ज़्यादा अनुरोध
category-dormancy = लंबे अंतराल
category-commercial = व्यावसायिक उपयोग
category-brand = प्लेटफ़ॉर्म का नाम
category-terms = शर्तों का उल्लंघन
category-research = केवल शोध
category-identity = पहचान सत्यापन
category-name = असली नाम
category-address = पता
category-photo = प्रोफ़ाइल फ़ोटो
category-payment = भुगतान का तरीका
category-standing = खाते की स्थिति
category-history = काम का इतिहास
category-mismatch = फ़ॉर्म और प्रोफ़ाइल

change-vague = एक ठोस उपयोग बताएँ
    .not-english = इसे अंग्रेज़ी में लिखें
    .template-blank = खाली जगहें भरें
change-missing-build = बताएँ कि आप क्या बना रहे हैं
change-missing-audience = बताएँ कि इसे कौन इस्तेमाल करेगा
change-missing-purpose = बताएँ कि यह किस काम के लिए है
change-conflicting-audience = एक ही बार बताएँ कि कौन इस्तेमाल करेगा, अंदर या बाहर
change-botting = फ़ैसला और भेजना किसी इंसान पर छोड़ें
change-scraping = केवल अपने खाते का डेटा इस्तेमाल करें
change-volume = अनुरोध कम करें
change-dormancy = कुंजी को कुछ महीनों में कम से कम एक बार इस्तेमाल करें
change-commercial = डेटा या पहुँच न बेचें
change-brand = शीर्षक से प्लेटफ़ॉर्म का नाम हटाएँ
change-terms = शर्तें तोड़ने वाली बात हटाएँ
change-research = शोध के अलावा अपना कोई उपयोग बताएँ
change-identity = अपनी पहचान सत्यापित करवाएँ
change-name = अपना असली नाम लिखें
change-address = अपना पूरा पता दें
change-photo = अपनी फ़ोटो लगाएँ
change-payment = चालू भुगतान का तरीका जोड़ें
change-standing = पहले अपने खाते की स्थिति ठीक करें
change-history = पहले काम का कुछ इतिहास बनाएँ
change-mismatch = फ़ॉर्म और प्रोफ़ाइल में एक जैसा लिखें

next = सबसे ज़्यादा मदद करने वाला बदलाव: { $change } → { $score }, { $verdict }।
next-score = सबसे ज़्यादा मदद करने वाला बदलाव: { $change } → { $score }।
next-start = यहाँ से शुरू करें: { $change }।
next-others = इसके बाद और बातें बचेंगी।
next-unread = यहाँ से शुरू करें: { $change }। फिर मैं उसकी समीक्षा कर सकता हूँ।

evidence-build = क्या बनेगा
evidence-audience = कौन इस्तेमाल करेगा
evidence-purpose = किस काम के लिए
evidence-missing = अभी नहीं बताया
stance-internal = आंतरिक
stance-external = बाहरी
stance-both = आंतरिक और बाहरी

finding-fix = सुधार
finding-why = क्यों
finding-also = और
finding-source = स्रोत
more-in-report = { $count ->
    [one] साथ की रिपोर्ट में { $count } बात और है।
   *[other] साथ की रिपोर्ट में { $count } बातें और हैं।
}
list-more = और { $count } अन्य
skeleton = भरने के लिए मसौदा
skeleton-how = हर [ … ] की जगह अपने शब्द अंग्रेज़ी में लिखें। केवल सच बात रखें।
credits = आपके पक्ष में
account = आपका खाता
account-unread = प्रोफ़ाइल नहीं दी गई, इसलिए ये बातें नहीं जाँची गईं: { $fields }।
rules-version = नियम { $version }।

field-identity = पहचान सत्यापन
field-name = असली नाम
field-address = पूरा पता
field-photo = प्रोफ़ाइल फ़ोटो
field-payment = भुगतान का तरीका
field-standing = खाते की अच्छी स्थिति
field-history = काम का इतिहास
state-met = ठीक है
state-failed = ठीक नहीं है
state-pending = अभी तय नहीं
state-unstated = नहीं बताया

since = आपके पिछले टेक्स्ट के बाद
since-score = अंक { $before } से { $score } हुए ({ $difference })
since-same-score = अंक अब भी 100 में से { $score } हैं
since-still = अब भी { $verdict }
since-now = अब { $verdict }
since-nothing = वही बातें अब भी बाकी हैं।
since-fixed = ठीक हुआ
since-new = नया
since-open = अब भी बाकी

edit-button = बदलें और फिर से जाँचें
dispute-menu = कोई बात सही नहीं लगी? मॉडरेटरों को बताएँ
form-empty = मेरे अनुरोध की समीक्षा
form-filled = बदलें और फिर से जाँचें
form-expired = कृपया अपना टेक्स्ट एक बार फिर दें
    .note = मैं टेक्स्ट केवल 30 मिनट रखता हूँ, वह अब नहीं है। कृपया उसे यहाँ फिर से चिपकाएँ।
input-title = ऐप का शीर्षक
    .placeholder = Contract Calendar
input-description = उपयोग का विवरण (अंग्रेज़ी में)
    .placeholder = क्या बनेगा, कौन इस्तेमाल करेगा, किस काम के लिए
input-profile = प्रोफ़ाइल का सार
    .placeholder = Name: … ID verification: … Address: …
input-form = अनुरोध फ़ॉर्म
    .placeholder = Name: … Address: … Country: …

command-review = समीक्षा
    .description = भेजने से पहले अपने API कुंजी अनुरोध के विवरण की समीक्षा करें
command-review-this-text = इस टेक्स्ट की समीक्षा
command-checklist = जाँच-सूची
    .description = कुंजी माँगने से पहले क्या तैयार रखें
command-help = मदद
    .description = समीक्षा कैसे पाएँ
command-privacy = गोपनीयता
    .description = आपके लिखे में से क्या रखा जाता है
command-about = परिचय
    .description = यह कौन सा संस्करण और कौन से नियम हैं
option-description = विवरण
    .description = उपयोग का विवरण; कोई विकल्प न दें तो चिपकाने का फ़ॉर्म खुलेगा
option-title = शीर्षक
    .description = आपके ऐप का शीर्षक
option-profile = प्रोफ़ाइल
    .description = आपके खाते की प्रोफ़ाइल का सार
option-form = फ़ॉर्म
    .description = आपने अनुरोध फ़ॉर्म में जो लिखा
option-file = फ़ाइल
    .description = आपका टेक्स्ट .txt या .md फ़ाइल के रूप में
option-report = रिपोर्ट
    .description = पूरी रिपोर्ट साथ में जोड़ें
option-public = सार्वजनिक
    .description = जवाब यहाँ सबको दिखाएँ (सामान्यतः केवल आपको)
choice-report-text = टेक्स्ट के रूप में (report.md)
choice-report-json = प्रोग्राम के लिए (report.json)
