/*
 * Hyphenation: nearly a thousand words of official Indonesian with every break that KBBI (Kamus
 * Besar Bahasa Indonesia) and EYD V, I.F allow, written down by hand. A break that is not listed
 * here is a failure, whatever the patterns say; too few breaks are one as well.
 */
#include "para_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const words[] = {
    /* prefix me- */
    "me-la-ku-kan", "me-lak-sa-na-kan", "me-la-por-kan", "me-la-yani", "me-le-bihi", "me-lu-as",
    "me-lin-dung-i", "me-li-puti", "me-lam-paui", "me-mak-si-mal-kan", "me-man-fa-at-kan",
    "me-mas-ti-kan", "me-ma-tuhi", "me-me-nuhi", "me-mi-liki", "me-mi-lih", "me-mu-at",
    "me-mu-tus-kan", "me-me-cah-kan", "me-me-li-ha-ra", "me-me-rin-tah", "me-mo-ni-tor",
    "me-me-gang", "me-mak-nai", "me-ma-hami", "mem-ba-ngun", "mem-ban-tu", "mem-ba-yar",
    "mem-be-ri-kan", "mem-ben-tuk", "mem-ber-da-ya-kan", "mem-bi-na", "mem-bu-at", "mem-bu-tuh-kan",
    "mem-pe-nga-ruhi", "mem-per-ba-iki", "mem-per-ha-ti-kan", "mem-per-ku-at", "mem-per-o-leh",
    "mem-per-tang-gung-ja-wab-kan", "mem-per-ta-han-kan", "mem-per-tim-bang-kan", "mem-pu-nyai",
    "mem-fa-si-li-ta-si", "mem-ban-ding-kan", "mem-be-ran-tas", "men-ca-kup", "men-ca-pai",
    "men-cer-min-kan", "men-da-pat-kan", "men-du-kung", "men-ja-di", "men-ja-ga", "men-je-las-kan",
    "men-ja-lan-kan", "men-do-rong", "men-da-ta", "men-de-tek-si", "men-ja-min", "men-jang-kau",
    "men-co-lok", "me-nam-bah", "me-na-ngani", "me-ne-rap-kan", "me-ne-ri-ma", "me-ne-tap-kan",
    "me-nen-tu-kan", "me-nin-dak-lan-juti", "me-ning-kat-kan", "me-nun-jang", "me-nun-juk-kan",
    "me-nu-run-kan", "meng-a-kui", "meng-a-lo-ka-si-kan", "me-ngem-bang-kan", "me-nge-lo-la",
    "me-nge-nai", "me-nge-ta-hui", "me-ngen-da-li-kan", "meng-a-da-kan", "meng-a-jar",
    "meng-a-la-mi", "meng-a-nut", "meng-a-wasi", "meng-a-jak", "meng-ang-gar-kan",
    "meng-e-va-lu-a-si", "meng-gu-na-kan", "meng-ha-dapi", "meng-ha-sil-kan", "meng-hi-tung",
    "meng-i-den-ti-fi-ka-si", "meng-i-kuti", "meng-im-ple-men-ta-si-kan", "meng-op-ti-mal-kan",
    "meng-or-ga-ni-sa-si", "meng-u-kur", "meng-u-sul-kan", "meng-u-tus", "meng-u-rai-kan",
    "meng-a-ko-mo-da-si", "meng-a-na-li-sis", "meng-in-te-gra-si-kan", "me-ngu-tip",
    "meng-gam-bar-kan", "meng-ge-rak-kan", "me-nya-ji-kan", "me-nyam-pai-kan", "me-nye-di-a-kan",
    "me-nye-leng-ga-ra-kan", "me-nye-rah-kan", "me-nye-su-ai-kan", "me-nyi-ap-kan",
    "me-nyim-pul-kan", "me-nyu-sun", "me-nye-lu-ruh", "me-nye-pa-kati", "me-nya-lur-kan",
    "me-nye-le-sai-kan", "me-ren-ca-na-kan", "me-ru-mus-kan", "me-ru-pa-kan", "me-wa-ki-li",
    "me-wu-jud-kan", "me-wa-jib-kan", "me-ya-kin-kan", "me-nga-ta-kan",
    "di-lak-sa-na-kan-nya", "pe-do-man",
    /* prefix pe- */
    "pe-ja-bat", "pe-ga-wai", "pe-la-por-an", "pe-lak-sa-na", "pe-lak-sa-na-an", "pe-la-tih-an",
    "pe-la-yan-an", "pe-les-ta-ri-an", "pe-lin-dung-an", "pe-lu-ang", "pe-ma-ham-an",
    "pe-man-fa-at-an", "pe-man-tau-an", "pe-me-li-ha-ra-an", "pe-me-nuh-an", "pe-me-rik-sa-an",
    "pe-me-rin-tah", "pe-me-rin-tah-an", "pe-mi-lih-an", "pe-mi-lik", "pe-mo-hon", "pe-mu-da",
    "pe-mu-lih-an", "pe-mu-sat-an", "pe-mu-tus-an", "pe-mu-ta-khir-an", "pem-ba-gi-an",
    "pem-ba-has-an", "pem-ba-ngun-an", "pem-ba-yar-an", "pem-be-lan-ja-an", "pem-be-li-an",
    "pem-ben-tuk-an", "pem-ber-da-ya-an", "pem-be-ri-an", "pem-bi-a-ya-an", "pem-bi-na-an",
    "pem-bu-at-an", "pem-bu-ka-an", "pem-ba-ru-an", "pem-ban-ding", "pem-bel-a-jar-an",
    "pe-nam-bah-an", "pe-na-nam-an", "pe-na-ngan-an", "pe-nang-gu-lang-an", "pe-nang-gung",
    "pe-na-ta-an", "pe-na-ta-u-sa-ha-an", "pe-ne-gak-an", "pe-ne-li-ti-an", "pe-nem-pat-an",
    "pe-nen-tu-an", "pe-ne-rap-an", "pe-ne-ri-ma-an", "pe-ner-bit-an", "pe-ne-tap-an",
    "pe-ni-lai-an", "pe-ning-kat-an", "pe-nun-jang", "pe-nu-run-an", "pe-nu-tup", "pe-nu-tup-an",
    "pe-nya-lur-an", "pe-nye-di-a-an", "pe-nye-leng-ga-ra-an", "pe-nye-le-sai-an", "pe-nye-rap-an",
    "pe-nye-su-ai-an", "pe-nyu-luh-an", "pe-nyu-sun-an", "pe-nyim-pang-an", "pe-nye-rah-an",
    "pe-nya-ji-an", "pe-nyan-dang", "pen-ca-pai-an", "pen-ca-tat-an", "pen-ce-gah-an",
    "pen-da-pat-an", "pen-da-ta-an", "pen-daf-tar-an", "pen-di-dik-an", "pen-du-duk",
    "pen-ja-bar-an", "pen-je-las-an", "pen-da-ya-gu-na-an", "pen-da-hu-lu-an", "pen-dam-ping-an",
    "pen-de-kat-an", "pen-du-kung", "pen-do-rong", "pen-ju-al-an", "pen-ja-min-an", "peng-a-da-an",
    "peng-a-du-an", "peng-a-ku-an", "peng-a-lih-an", "peng-a-man-an", "peng-ang-gar-an",
    "peng-ang-kat-an", "peng-a-was-an", "pe-ngem-bang-an", "pe-nge-lo-la", "pe-nge-lo-la-an",
    "pe-ngen-da-li-an", "pe-nge-ta-hu-an", "peng-gu-na", "peng-gu-na-an", "peng-ha-pus-an",
    "peng-har-ga-an", "peng-ha-sil-an", "peng-hi-tung-an", "peng-i-si-an", "peng-u-kur-an",
    "pe-ngum-pul-an", "peng-u-rus", "peng-u-sul-an", "pe-ngu-at-an", "pe-ngu-rang-an", "pe-nga-ruh",
    "pe-nge-lu-ar-an", "pe-ru-mus-an", "pe-ren-ca-na-an", "pe-wa-ris", "pe-nam-pung-an",
    /* prefix per-, ber-, ter-, di-, ke-, se- */
    "per-a-lat-an", "per-a-lih-an", "per-a-tur-an", "per-ban-ding-an", "per-ba-ik-an",
    "per-be-da-an", "per-ca-ya", "per-ce-pat-an", "per-da-gang-an", "per-de-sa-an",
    "per-e-ko-no-mi-an", "per-ha-ti-an", "per-hi-tung-an", "per-hu-bung-an", "per-i-kan-an",
    "per-in-dus-tri-an", "per-i-zin-an", "per-jan-ji-an", "per-ja-lan-an", "per-kan-tor-an",
    "per-kem-bang-an", "per-ki-ra-an", "per-ko-ta-an", "per-la-ku-an", "per-leng-kap-an",
    "per-lin-dung-an", "per-ma-sa-lah-an", "per-min-ta-an", "per-mu-kim-an", "per-nya-ta-an",
    "per-o-rang-an", "per-pa-jak-an", "per-pus-ta-ka-an", "per-sen-ta-se", "per-se-tu-ju-an",
    "per-si-ap-an", "per-sya-rat-an", "per-tam-bang-an", "per-tang-gung-ja-wab-an", "per-ta-ni-an",
    "per-te-mu-an", "per-tim-bang-an", "per-tum-buh-an", "per-un-dang-un-dang-an", "per-u-bah-an",
    "per-u-sa-ha-an", "per-wa-kil-an", "per-mu-sya-wa-rat-an", "ber-a-khir", "ber-a-sal",
    "ber-ba-gai", "ber-be-da", "ber-da-sar-kan", "ber-da-ya-gu-na", "ber-fung-si", "ber-gu-na",
    "ber-ha-sil", "ber-hak", "ber-in-te-gri-tas", "ber-i-kut", "ber-i-kut-nya", "ber-ja-lan",
    "ber-jum-lah", "ber-ka-it-an", "ber-ke-lan-jut-an", "ber-kem-bang", "ber-ko-or-di-na-si",
    "ber-ku-a-li-tas", "ber-la-ku", "ber-lan-das-kan", "ber-lang-sung", "ber-o-pe-ra-si",
    "ber-o-ri-en-ta-si", "ber-pe-do-man", "ber-pe-ran", "ber-sa-ma", "ber-sang-kut-an",
    "ber-si-fat", "ber-sum-ber", "ber-tang-gung", "ber-tu-ju-an", "be-ru-pa", "ber-wa-was-an",
    "ber-we-nang", "be-ker-ja", "bel-a-jar", "be-be-ra-pa", "ter-a-khir", "ter-ba-tas",
    "ter-ben-tuk", "ter-bu-ka", "ter-ca-pai", "ter-can-tum", "ter-da-pat", "ter-di-ri",
    "ter-ha-dap", "ter-in-te-gra-si", "ter-ja-di", "ter-ka-it", "ter-ken-da-li", "ter-lak-sa-na",
    "ter-lam-bat", "ter-lan-tar", "ter-ma-suk", "ter-nya-ta", "ter-pa-du", "ter-pe-nuhi",
    "ter-pi-lih", "ter-se-but", "ter-se-di-a", "ter-se-leng-ga-ra", "ter-su-sun", "ter-ting-gal",
    "ter-ting-gi", "ter-u-kur", "ter-u-ta-ma", "ter-wu-jud", "te-ren-dah", "di-a-lo-ka-si-kan",
    "di-ang-gar-kan", "di-ban-ding-kan", "di-ca-pai", "di-da-sar-kan", "di-gu-na-kan",
    "di-ha-rap-kan", "di-hi-tung", "di-ja-bar-kan", "di-lak-sa-na-kan", "di-la-ku-kan",
    "di-la-por-kan", "di-mak-sud", "di-man-fa-at-kan", "di-mi-liki", "di-nya-ta-kan",
    "di-pe-nga-ruhi", "di-per-gu-na-kan", "di-per-lu-kan", "di-per-o-leh", "di-re-a-li-sa-si-kan",
    "di-ren-ca-na-kan", "di-ru-mus-kan", "di-sam-pai-kan", "di-se-leng-ga-ra-kan", "di-se-pa-kati",
    "di-se-su-ai-kan", "di-su-sun", "di-te-rap-kan", "di-te-tap-kan", "di-ting-kat-kan",
    "di-tun-jang", "di-u-kur", "di-wu-jud-kan", "di-e-va-lu-a-si", "ke-a-dil-an", "ke-a-da-an",
    "ke-ak-tif-an", "ke-a-man-an", "ke-ber-a-da-an", "ke-ber-da-ya-an", "ke-ber-ha-sil-an",
    "ke-ber-lan-jut-an", "ke-ber-sih-an", "ke-bi-jak-an", "ke-bu-da-ya-an", "ke-bu-tuh-an",
    "ke-ca-mat-an", "ke-cu-kup-an", "ke-da-ru-rat-an", "ke-du-duk-an", "ke-ga-gal-an",
    "ke-gi-at-an", "ke-hi-dup-an", "ke-ja-hat-an", "ke-ku-rang-an", "ke-la-hir-an", "ke-lam-bat-an",
    "ke-lem-ba-ga-an", "ke-leng-kap-an", "ke-lom-pok", "ke-lu-ar-an", "ke-lu-ar-ga", "ke-lu-rah-an",
    "ke-ma-ju-an", "ke-mam-pu-an", "ke-man-di-ri-an", "ke-ma-sya-ra-kat-an", "ke-mis-kin-an",
    "ke-mit-ra-an", "ke-mu-dah-an", "ke-na-ik-an", "ke-o-lah-ra-ga-an", "ke-pa-da", "ke-pa-la",
    "ke-pas-ti-an", "ke-pa-tuh-an", "ke-pe-ga-wai-an", "ke-pe-mi-lik-an", "ke-pe-mu-da-an",
    "ke-pen-du-duk-an", "ke-per-ca-ya-an", "ke-pu-as-an", "ke-pu-tus-an", "ke-ren-tan-an",
    "ke-sa-dar-an", "ke-sa-tu-an", "ke-se-hat-an", "ke-se-im-bang-an", "ke-se-jah-te-ra-an",
    "ke-se-lu-ruh-an", "ke-se-pa-kat-an", "ke-sim-pul-an", "ke-si-nam-bung-an", "ke-ta-han-an",
    "ke-te-na-ga-ker-ja-an", "ke-ten-te-ram-an", "ke-ten-tu-an", "ke-te-rang-an", "ke-ter-bu-ka-an",
    "ke-ter-tib-an", "ke-u-ang-an", "ke-un-tung-an", "ke-wa-jib-an", "ke-we-nang-an",
    "ke-wi-la-yah-an", "se-ba-gai", "se-ba-gai-ma-na", "se-be-lum-nya", "se-be-sar",
    "se-cu-kup-nya", "se-dang-kan", "se-hing-ga", "se-ka-li-gus", "se-lan-jut-nya", "se-lu-ruh",
    "se-mes-ter", "se-per-ti", "se-su-ai", "se-te-lah", "se-ti-ap", "se-tu-ju", "se-ja-uh",
    /* suffix -an and -nya */
    "ang-gar-an", "ang-kat-an", "ang-kut-an", "a-tur-an", "ba-gi-an", "ba-han", "ban-tu-an",
    "ba-ngun-an", "ba-tas-an", "be-ban", "ca-pai-an", "ca-tat-an", "da-sar", "du-kung-an",
    "ga-bung-an", "gam-bar-an", "go-long-an", "ham-bat-an", "ha-rap-an", "hu-bung-an", "im-bal-an",
    "ja-bat-an", "ja-jar-an", "ja-min-an", "ja-ring-an", "ka-was-an", "ki-sar-an", "la-por-an",
    "la-hir-an", "lam-pir-an", "la-yan-an", "lem-bar-an", "ling-kung-an", "lin-tas-an", "ma-kan-an",
    "ma-suk-an", "pe-ran-an", "pi-lih-an", "pin-jam-an", "ra-mal-an", "ran-cang-an", "ring-kas-an",
    "ru-juk-an", "ru-mus-an", "sa-sar-an", "sa-tu-an", "se-rap-an", "sim-pan-an", "sim-pul-an",
    "su-sun-an", "ta-hap-an", "ta-hun-an", "tam-bah-an", "tam-pil-an", "tang-gap-an", "tan-tang-an",
    "tin-dak-an", "ting-kat-an", "tu-ju-an", "tu-lis-an", "tun-jang-an", "tun-tut-an", "u-kur-an",
    "u-rai-an", "u-rus-an", "u-sul-an", "wa-ris-an", "a-las-an", "a-tas-an", "ba-wah-an",
    "bim-bing-an", "bi-na-an", "bu-lan-an", "ca-kup-an", "ce-tak-an", "gang-gu-an", "i-ur-an",
    "ka-it-an", "kun-jung-an", "la-tih-an", "pa-tok-an", "pe-san-an", "po-tong-an", "pu-ngut-an",
    "re-kan-an", "ta-bung-an", "ta-rik-an", "te-kan-an", "u-cap-an", "ni-lai-nya", "ca-pai-an-nya",
    "ang-gar-an-nya", "ki-ner-ja-nya", "pem-ba-ngun-an-nya", "ke-gi-at-an-nya", "jum-lah-nya",
    "tu-gas-nya", "pe-lak-sa-na-an-nya", "di-ha-rap-kan-nya", "khu-sus-nya", "se-be-nar-nya",
    "u-mum-nya", "me-ning-kat-nya", "ter-ca-pai-nya", "ter-wu-jud-nya",
    /* roots */
    "a-ca-ra", "a-dat", "a-gen-da", "a-ki-bat", "a-khir", "ak-ta", "ang-ga-ra", "ang-go-ta",
    "a-pa-ra-tur", "ar-ti", "a-sas", "a-yat", "ba-dan", "ba-ha-sa", "ba-rang", "ba-ru", "be-lan-ja",
    "be-ri-ta", "bi-dang", "bu-da-ya", "buk-ti", "bu-lan", "bu-pa-ti", "ca-bang", "ca-mat",
    "da-e-rah", "daf-tar", "da-mai", "da-na", "de-sa", "de-ngan", "di-nas", "du-sun", "ge-dung",
    "gu-na", "gu-ber-nur", "har-ga", "ha-sil", "hu-kum", "in-duk", "ja-lan", "jang-ka", "jum-lah",
    "ka-bu-pa-ten", "ka-der", "kam-pung", "kan-tor", "kar-ya", "ka-wal", "ker-ja", "ki-ner-ja",
    "ko-ta", "la-han", "lang-kah", "lem-ba-ga", "ling-kup", "ma-sa-lah", "ma-sya-ra-kat",
    "ma-u-pun", "men-te-ri", "mi-lik", "mu-sya-wa-rah", "ne-ga-ra", "ne-ge-ri", "ni-lai", "no-mor",
    "pa-gu", "pa-jak", "pa-sal", "pa-sar", "per-lu", "pi-hak", "po-kok", "pu-lau", "pu-sat",
    "rak-yat", "ren-ca-na", "ru-pi-ah", "sa-ra-na", "sau-da-ra", "se-ko-lah", "sis-tem", "su-rat",
    "sya-rat", "ta-hun", "tang-gal", "tang-gung", "tem-pat", "ten-tang", "ter-tib", "ti-dak",
    "ting-kat", "tu-gas", "u-ang", "un-dang", "wa-kil", "war-ga", "wi-la-yah", "wu-jud", "ya-i-tu",
    "yak-ni", "khu-sus", "ke-khu-sus-an", "kha-la-yak", "akh-lak", "sya-rat-nya", "nya-ta",
    "sem-bi-lan", "se-ra-tus", "de-la-pan", "se-pu-luh", "mi-li-ar", "tri-li-un", "ri-bu", "ju-ta",
    "tu-juh",
    /* loanwords */
    "a-de-ku-at", "ad-mi-nis-tra-si", "ad-mi-nis-tra-tif", "ad-mi-nis-tra-tor", "a-de-ku-a-si",
    "a-kre-di-ta-si", "ak-tif", "ak-ti-vi-tas", "a-ku-mu-la-si", "a-kun-ta-bel",
    "a-kun-ta-bi-li-tas", "a-lo-ka-si", "a-na-li-sis", "ap-li-ka-si", "ap-re-si-a-si", "ar-sip",
    "as-pek", "as-pi-ra-si", "au-dit", "au-di-tor", "ak-ses", "bi-ro-kra-si", "da-ta", "de-fi-sit",
    "de-le-ga-si", "de-mo-kra-si", "de-mo-kra-tis", "de-par-te-men", "de-tail", "di-men-si",
    "di-rek-tur", "dis-ku-si", "dis-po-si-si", "dis-tri-bu-si", "di-gi-ta-li-sa-si", "do-ku-men",
    "do-ku-men-ta-si", "dra-i-na-se", "e-fek-tif", "e-fek-ti-vi-tas", "e-fi-si-en", "e-fi-si-en-si",
    "e-ko-no-mi", "ek-se-ku-tif", "eks-ter-nal", "e-lek-tro-nik", "e-nu-me-ra-si", "e-se-lon",
    "e-va-lu-a-si", "eks-por", "fak-tor", "fa-si-li-tas", "fa-si-li-ta-si", "fi-nan-si-al",
    "fis-kal", "for-mal", "for-mat", "for-mu-la-si", "fre-ku-en-si", "fung-si", "fung-si-o-nal",
    "ge-o-gra-fis", "har-mo-ni-sa-si", "hi-rar-ki", "ho-no-rer", "i-den-ti-fi-ka-si",
    "i-de-o-lo-gi", "im-ple-men-ta-si", "in-di-ka-tor", "in-deks", "in-dus-tri", "in-fla-si",
    "in-for-ma-si", "in-for-ma-tif", "in-fra-struk-tur", "i-ni-si-a-tif", "i-no-va-si",
    "i-no-va-tif", "in-spek-to-rat", "in-sta-la-si", "in-stan-si", "in-sti-tu-si", "in-struk-si",
    "in-stru-men", "in-te-gra-si", "in-te-gri-tas", "in-ten-si-tas", "in-ter-nal", "in-ter-ven-si",
    "in-ven-ta-ris", "in-ven-ta-ri-sa-si", "in-ves-ta-si", "ja-nu-a-ri", "feb-ru-a-ri", "a-gus-tus",
    "sep-tem-ber", "ok-to-ber", "no-vem-ber", "de-sem-ber", "ka-pa-bi-li-tas", "ka-pa-si-tas",
    "ka-te-go-ri", "kla-si-fi-ka-si", "ko-de-fi-ka-si", "ko-la-bo-ra-si", "ko-mi-sa-ris",
    "ko-mi-si", "ko-mit-men", "kom-pen-sa-si", "kom-pe-ten-si", "kom-pe-ti-tif", "kom-plek-si-tas",
    "kom-po-nen", "kom-pre-hen-sif", "kom-pu-ter", "ko-mu-ni-ka-si", "ko-mu-ni-tas", "kon-di-si",
    "kon-flik", "kon-se-ku-en-si", "kon-sis-ten", "kon-so-li-da-si", "kon-sti-tu-si",
    "kon-struk-si", "kon-sul-ta-si", "kon-trak", "kon-tri-bu-si", "kon-trol", "ko-o-pe-ra-si",
    "ko-or-di-na-si", "ko-or-di-na-tor", "ko-pe-ra-si", "ko-rup-si", "kri-te-ri-a",
    "ku-a-li-fi-ka-si", "ku-a-li-tas", "ku-an-ti-tas", "kre-a-ti-vi-tas", "le-ga-li-sa-si",
    "le-gis-la-tif", "li-te-ra-si", "lo-gis-tik", "lo-kal", "lo-ka-si", "mak-si-mal",
    "ma-na-je-men", "me-ka-nis-me", "me-di-a", "me-to-de", "mi-ni-mal", "mi-si", "mo-bi-li-tas",
    "mo-der-ni-sa-si", "mo-ni-to-ring", "mo-ti-va-si", "mu-ta-si", "na-si-o-nal", "ne-ga-tif",
    "no-mi-nal", "nor-ma-tif", "o-pe-ra-si", "o-pe-ra-si-o-nal", "op-ti-mal", "op-ti-ma-li-sa-si",
    "or-ga-ni-sa-si", "o-ri-en-ta-si", "o-to-no-mi", "par-ti-si-pa-si", "par-ti-si-pa-tif",
    "pe-ri-o-de", "pe-ri-o-dik", "per-so-nal", "per-so-nel", "pers-pek-tif", "pla-fon", "po-li-tik",
    "po-pu-la-si", "por-tal", "po-si-si", "po-si-tif", "po-ten-si", "po-ten-si-al", "prak-tik",
    "pre-di-kat", "pre-si-den", "prin-sip", "pri-o-ri-tas", "pro-duk-si", "pro-duk-tif",
    "pro-duk-ti-vi-tas", "pro-fe-si-o-nal", "pro-fe-si-o-na-lis-me", "pro-fil", "prog-no-sis",
    "pro-gram", "pro-mo-si", "pro-por-si", "pro-se-dur", "pro-ses", "pro-vin-si", "pro-yek",
    "pub-lik", "pub-li-ka-si", "ra-si-o", "ra-si-o-nal", "re-a-li-sa-si", "re-ak-ti-va-si",
    "re-for-ma-si", "re-gu-la-si", "re-ha-bi-li-ta-si", "re-ka-pi-tu-la-si", "re-ko-men-da-si",
    "rek-tor", "re-kru-men", "re-le-van", "re-pub-lik", "re-si-ko", "res-pons", "res-pon-sif",
    "ret-ri-bu-si", "re-vi-si", "re-viu", "sank-si", "seg-men", "sek-re-ta-ri-at", "sek-re-ta-ris",
    "sek-tor", "ser-ti-fi-kat", "ser-ti-fi-ka-si", "sig-ni-fi-kan", "si-mu-la-si",
    "sin-kro-ni-sa-si", "si-ner-gi", "sis-te-ma-tis", "si-tu-a-si", "ska-la", "so-lu-si",
    "so-si-al", "so-si-a-li-sa-si", "spe-si-fik", "spe-si-fi-ka-si", "sta-bi-li-tas", "stan-dar",
    "stan-dar-di-sa-si", "sta-tis-tik", "sta-tus", "stra-te-gi", "stra-te-gis", "struk-tur",
    "struk-tu-ral", "stu-di", "sub-stan-si", "sub-si-di", "su-per-vi-si", "tar-get", "tek-nik",
    "tek-nis", "tek-no-lo-gi", "te-o-ri", "to-tal", "trans-fer", "trans-for-ma-si",
    "trans-mig-ra-si", "trans-pa-ran", "trans-pa-ran-si", "tra-di-si", "tri-wu-lan", "u-nit",
    "u-ni-ver-si-tas", "va-li-da-si", "va-ri-a-bel", "ve-ri-fi-ka-si", "ver-si", "vi-si",
    "vo-lu-me",
};
enum { WORDS = sizeof words / sizeof *words };

/* Words that have no break in running text, or only their own. */
static const struct { const char *word, *expected;
} whole[] = {
    /* acronyms */
    {"DSPMD", "DSPMD"},
    {"BAPPEDA", "BAPPEDA"},
    {"RENSTRA", "RENSTRA"},
    {"LAKIP", "LAKIP"},
    {"LKjIP", "LKjIP"},
    {"SAKIP", "SAKIP"},
    {"BUMDes", "BUMDes"},
    {"BPMPTSP", "BPMPTSP"},
    {"Disdukcapil", "Disdukcapil"},
    /* names within a sentence */
    {"Lampung", "Lampung"},
    {"Pringsewu", "Pringsewu"},
    {"Blambangan", "Blambangan"},
    {"Wulandari", "Wulandari"},
    {"Indonesia", "Indonesia"},
    {"(Kalimantan)", "(Kalimantan)"},
    /* figures, laws, codes */
    {"6.796.834.585", "6.796.834.585"},
    {"Rp1.234.567,00", "Rp1.234.567,00"},
    {"197001011990031001", "197001011990031001"},
    {"98,70%", "98,70%"},
    {"IV/c", "IV/c"},
    {"III.A", "III.A"},
    {"050/257/IV.12-WK/2023", "050/257/IV.12-WK/2023"},
    {"2021-2026", "2021-2026"},
    {"ke-3", "ke-3"},
    {"abad21", "abad21"},
    /* a hyphen of their own is the only one */
    {"program-program", "program-program"},
    {"lembaga-lembaga", "lembaga-lembaga"},
    {"perundang-undangan", "perundang-undangan"},
    {"masing-masing,", "masing-masing,"},
    {"non-ASN", "non-ASN"},
    {"e-government", "e-government"},
    {"pemerintah-pemerintah", "pemerintah-pemerintah"},
    /* short words */
    {"untuk", "un-tuk"},
    {"yang", "yang"},
    {"dari", "dari"},
    {"akan", "akan"},
    {"ini", "ini"},
    {"desa", "desa"},
    /* on the web */
    {"https://lampung.go.id/kinerja", "https://lampung.go.id/kinerja"},
    {"dinas@lampung.go.id", "dinas@lampung.go.id"},
    /* punctuation is no letter */
    {"(pemberdayaan),", "(pem-ber-da-ya-an),"},
    {"\xE2\x80\x9Cpembangunan\xE2\x80\x9D", "\xE2\x80\x9Cpem-ba-ngun-an\xE2\x80\x9D"},
    {"keberhasilan/kegagalan", "ke-ber-ha-sil-an/ke-ga-gal-an"},
};

typedef struct World {
    Arena *a;
    Setter *s;
} World;

static int begin(void **state) {
    World *w = calloc(1, sizeof *w);
    w->a = arena_new();
    Diags *d = diags_new(w->a, 0);
    w->s = setter_new(w->a, fonts_new(w->a, NULL, 0, d), d);
    assert_non_null(w->s);
    *state = w;
    return 0;
}

static int end(void **state) {
    World *w = *state;
    arena_free(w->a);
    free(w);
    return 0;
}

static Str without_hyphens(Arena *a, const char *row) {
    Buf b = buf_new(a);
    for (; *row; row++) {
        if (*row != '-') buf_byte(&b, *row);
    }
    return buf_view(&b);
}

/* at[i]: a hyphen stands before letter i. */
static size_t breaks_of(Str row, bool at[64]) {
    size_t n = 0;
    memset(at, 0, 64);
    for (size_t i = 0; i < row.n; i++) {
        if (row.p[i] == '-') at[n] = true;
        else n++;
        assert_true(n < 64);
    }
    return n;
}

static void no_wrong_break(void **state) {
    World *w = *state;
    size_t wrong = 0, allowed = 0, found = 0;
    for (size_t i = 0; i < WORDS; i++) {
        Str got = para_hyphenate(w->s, w->a, without_hyphens(w->a, words[i]));
        bool may[64], does[64];
        size_t n = breaks_of(str_of(words[i]), may);
        assert_int_equal(breaks_of(got, does), n);
        for (size_t k = 0; k < n; k++) {
            if (does[k] && (!may[k] || k < 2 || k + 2 > n)) {
                print_message("expected %s, got %.*s\n", words[i], STR_ARG(got));
                wrong++;
            }
            allowed += may[k] && k >= 2 && k + 2 <= n;
            found += does[k];
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(WORDS >= 400);
    assert_true(found * 100 >= allowed * 90);
}

/* A capitalised form at a sentence's beginning breaks like the small one; see test_para. Here: the
 * rows are what they claim, letters and hyphens, no word twice. */
static void rows_are_sound(void **state) {
    World *w = *state;
    for (size_t i = 0; i < WORDS; i++) {
        Str row = str_of(words[i]), plain = without_hyphens(w->a, words[i]);
        assert_true(plain.n >= 4 && row.p[0] != '-' && row.p[row.n - 1] != '-');
        for (size_t k = 0; k < row.n; k++)
            assert_true(row.p[k] == '-' || (row.p[k] >= 'a' && row.p[k] <= 'z'));
        for (size_t k = 0; k < i; k++) assert_false(str_eq(plain, without_hyphens(w->a, words[k])));
    }
}

/* Nouns of titles and offices, which may part, and names, which never do. */
static const char *const nouns[] = {
    "Administrasi", "Aparat", "Aparatur", "Bupati", "Daerah", "Instansi", "Kabupaten", "Kampung",
    "Kecamatan", "Kepala", "Kinerja", "Lembaran", "Masyarakat", "Meningkatnya", "Menteri", "Negara",
    "Pelayanan", "Pemberdayaan", "Penyelenggaraan", "Peraturan", "Republik", "Sekretariat",
    "Sekretaris", "Sosial", "Terwujudnya", "Wilayah", "Yustisi",
};
static const char *const names[] = {
    "Indonesia", "Jakarta", "Lampung", "Pringsewu", "Barito", "Selatan", "Kebayoran", "Kemayoran",
    "Penjaringan", "Perbaungan", "Utama", "Suryana", "Wulandari", "Permana", "Kertanegara",
    "Pertamina", "Aparatu", "Aparaturan", "Daera", "", "A", "Zulkarnain", "peraturan", "PERATURAN",
};

static void titles_are_no_names(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        if (!title_noun(str_of(nouns[i]))) print_message("%s is a noun\n", nouns[i]);
        assert_true(title_noun(str_of(nouns[i])));
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (title_noun(str_of(names[i]))) print_message("%s is a name\n", names[i]);
        assert_false(title_noun(str_of(names[i])));
    }
}

static void some_words_stay_whole(void **state) {
    World *w = *state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        Str got = para_hyphenate(w->s, w->a, str_of(whole[i].word));
        if (!str_is(got, whole[i].expected))
            print_message("expected %s, got %.*s\n", whole[i].expected, STR_ARG(got));
        assert_true(str_is(got, whole[i].expected));
    }
}

/* Whatever the letters: the word comes back, every piece has a vowel, the outer two letters. */
static void any_letters(void **state) {
    World *w = *state;
    uint32_t seed = 7;
    for (int k = 0; k < 20000; k++) {
        char word[48];
        size_t n = 1 + seed % 40;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            word[i] = "aiueoaiueoaiungngnykhsytrkbmpdtlrs"[(seed >> 16) % 34];
        }
        word[n] = 0;
        Str got = para_hyphenate(w->s, w->a, (Str){word, n});
        size_t at = 0, piece = 0;
        bool vowel = false, parted = false;
        for (size_t i = 0; i <= got.n; i++) {
            if (i == got.n || got.p[i] == '-') {
                bool first = !parted, last = i == got.n;
                parted |= !last;
                if (parted) assert_true(vowel && piece >= (first || last ? 2 : 1));
                piece = 0;
                vowel = false;
            } else {
                assert_int_equal(got.p[i], word[at++]);
                vowel |= strchr("aiueo", got.p[i]) != NULL;
                piece++;
            }
        }
        assert_int_equal(at, n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_sound, begin, end),
        cmocka_unit_test_setup_teardown(no_wrong_break, begin, end),
        cmocka_unit_test_setup_teardown(some_words_stay_whole, begin, end),
        cmocka_unit_test_setup_teardown(any_letters, begin, end),
        cmocka_unit_test(titles_are_no_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
