"""The texts of the problems of channels and of images for links: a code, what is wrong, and how to correct it."""

# fmt: off
WEB_ADDRESS_PLAIN = (
    "Y132", "la dirección empieza con http:// y no protege a quien la abre", "escríbala con https://")
SHARE_MANY = (
    "S119", "el sitio pide una imagen por compromiso y tiene {count}: con más de {most} no se hacen",
    "quite «imagenes_para_compartir»; mientras tanto, todos llevan la imagen del sitio")
SHARE_LETTERS = (
    "S120", "el sitio pide imágenes para compartir y el tema «{theme}» no tiene letra con qué hacerlas",
    "parta del tema base («extiende: base») o ponga letra/normal.ttf y letra/negrita.ttf en el suyo")
SHARE_WORDS = (
    "S121", "no se hizo la imagen de «{commitment}»: su título no cabe o lleva un signo que la letra del tema no tiene",
    "acorte «titulo_corto»; mientras tanto, lleva la imagen del sitio")
