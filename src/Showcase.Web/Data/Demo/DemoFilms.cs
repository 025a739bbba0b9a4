using Showcase.Domain.Films;

namespace Showcase.Web.Data.Demo;

/// <summary>A made-up film: its record, and the ffmpeg sources that draw and sound its clip.</summary>
/// <param name="Artist">Display name of the person it belongs to.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Picture">An ffmpeg filter graph without input.</param>
/// <param name="Sound">The same for its sound.</param>
/// <param name="Seconds">Length of the clip.</param>
internal sealed record DemoFilm(
    string Artist, string Title, string Synopsis, string Country, string Languages, GenerationTool[] Tools, string Picture, string Sound, int Seconds);

/// <summary>The demo edition's twelve films. People, titles and pictures are invented; the clips are drawn by ffmpeg at first start.</summary>
internal static class DemoFilms
{
    private const string Canvas = "color=c=black:s=320x180:r=24";
    private const string Enlarge = "scale=640:360:flags=bicubic";

    public static readonly DemoFilm[] All =
    [
        new("Ines Okafor", "The Lighthouse Keeper’s Ear", "A keeper who has gone deaf tends the light by the warmth on her cheek.", "NG", "en",
            [new("Kling", "Picture"), new("Luma", "Picture")],
            "gradients=s=640x360:r=24:n=4:c0=0xe7a24c:c1=0x9c3d23:c2=0x2a1420:c3=0x07070c:x0=460:y0=120:x1=40:y1=340:type=radial:speed=0.008",
            "sine=f=110:r=48000,tremolo=f=0.4:d=0.8", 14),
        new("Yuna Park", "All My Mothers at Once", "A daughter trains a model on four family albums and asks it who she looks like.", "KR", "ko",
            [new("Sora Turbo", "Picture")],
            "mandelbrot=s=640x360:r=24:maxiter=120:start_scale=0.02:end_scale=0.002:start_x=-0.7436:start_y=-0.1318:end_pts=288,hue=h=150:s=0.35,eq=brightness=-0.1",
            "sine=f=165:r=48000,tremolo=f=0.2:d=0.9", 8),
        new("Teo Almeida", "Small Hours of the Colony", "Cells vote on where the city goes next.", "BR", "",
            [new("Runway Gen-3", "Picture")],
            "life=s=160x90:mold=14:r=12:ratio=0.12:seed=7:death_color=0x6d2a7d:life_color=0xf4c9a4,scale=640:360:flags=neighbor,fps=24",
            "anoisesrc=c=brown:a=0.2:r=48000:seed=3", 10),
        new("Marek Dvořák", "Salt Index", "A catalogue of every salt in a dead uncle’s kitchen, read in order of thirst.", "CZ", "cs",
            [new("Camera", "Picture"), new("Runway Gen-3", "Titles")],
            "cellauto=s=320x180:rule=30:seed=3:scroll=1:r=24,scale=640:360:flags=neighbor,lutrgb=r='if(gt(val,0),214,11)':g='if(gt(val,0),200,44)':b='if(gt(val,0),162,57)'",
            "sine=f=220:r=48000,tremolo=f=6:d=0.5", 9),
        new("Yuna Park", "Weather for Two", "Two forecasters fall out over a cloud.", "KR", "ko, en",
            [new("Sora", "Picture"), new("Camera", "Picture")],
            Canvas + ",geq=r='60+50*sin(X/67+T*0.8)*cos(Y/49-T*0.5)':g='80+50*sin((X+Y)/91-T*0.6)':b='120+60*cos(Y/63+T*0.5)'," + Enlarge,
            "sine=f=98:r=48000,tremolo=f=0.5:d=0.9", 11),
        new("Ines Okafor", "Ferry, Returning", "The last boat home, and a lamp that will not stay on the left.", "NG", "yo",
            [new("Hailuo", "Picture")],
            Canvas + ",geq=r='clip(220-hypot(X-160-60*sin(T),Y-90)*2.2,10,255)':g='clip(140-hypot(X-160-60*sin(T),Y-90)*1.8,12,255)':b='clip(90-Y/3,16,200)'," + Enlarge,
            "sine=f=131:r=48000,tremolo=f=0.3:d=0.7", 13),
        new("Kollektiv Nebel", "Grenzschutzkommandoübung in der Abenddämmerung", "Drei Hügel, ein Nebel und die Frage, wem die Linie gehört.", "DE", "de",
            [new("Camera", "Picture")],
            Canvas + ",geq=lum='if(gt(Y,130+9*sin(X/23+T*0.5)),30,if(gt(Y,105+12*sin(X/41-T*0.3)),78,if(gt(Y,84+10*sin(X/57+T*0.2)),126,205-Y/2)))':cb='132+Y/30':cr='124-Y/40'," + Enlarge,
            "anoisesrc=c=pink:a=0.08:r=48000:seed=5", 10),
        new("Amara Diallo", "Antenna", "A beetle listens to a continent.", "SN", "fr, wo",
            [new("Luma", "Picture"), new("Kling", "Picture")],
            "mandelbrot=s=640x360:r=24:maxiter=150:start_scale=3:end_scale=0.3:start_x=-1.25:start_y=0.05:end_pts=240:inner=period,hue=h=40:s=0.5",
            "sine=f=196:r=48000,tremolo=f=1:d=0.6", 10),
        new("Marek Dvořák", "Depth Sounding", "What the lake answers when you knock.", "CZ", "",
            [new("Sora", "Picture")],
            Canvas + ",geq=lum='110+80*sin(hypot(X-160,Y-90)/7-T*4)*exp(-hypot(X-160,Y-90)/140)':cb='150+10*sin(T)':cr='104+8*cos(T)'," + Enlarge,
            "sine=f=147:r=48000,tremolo=f=2:d=0.8", 12),
        new("Amara Diallo", "Instructions for a Staircase", "Every step is a smaller staircase.", "SN", "fr",
            [new("Runway Gen-3", "Picture")],
            "sierpinski=s=640x360:r=24:type=triangle:seed=5:jump=60,lutrgb=r='if(gt(val,60),240,40)':g='if(gt(val,60),190,24)':b='if(gt(val,60),90,60)'",
            "sine=f=262:r=48000,tremolo=f=4:d=0.4", 8),
        new("Teo Almeida", "Hands That Were Never Filmed", "A loop for a wall: hands, remembered by cloth.", "BR", "pt",
            [new("Sora Turbo", "Picture"), new("Hailuo", "Picture")],
            Canvas + ",geq=r='if(gt(mod(Y+8*sin(X/18+T*2),40),20),224,26)':g='if(gt(mod(Y+8*sin(X/18+T*2),40),20),106,16)':b='if(gt(mod(Y+8*sin(X/18+T*2),40),20),140,48)'," + Enlarge,
            "sine=f=175:r=48000,tremolo=f=3:d=0.5", 10),
        new("Kollektiv Nebel", "Nachtschicht", "Ein Fenster geht an, ein anderes aus, und niemand ist gegangen.", "DE", "de",
            [new("Kling", "Picture")],
            "life=s=320x180:mold=40:r=24:ratio=0.06:seed=11:death_color=0x1d6b45:life_color=0xfaf8f4:mold_color=0x0a0908,scale=640:360:flags=neighbor",
            "anoisesrc=c=brown:a=0.15:r=48000:seed=9", 10),
    ];
}
