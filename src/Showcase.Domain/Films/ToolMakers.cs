namespace Showcase.Domain.Films;

/// <summary>Who makes the generators that films name, as the makers' own pages say it. A tool goes by the name that it begins with: "Sora Turbo" is Sora's.</summary>
public static class ToolMakers
{
    private static readonly Maker[] Known =
    [
        new(["Sora", "DALL", "ChatGPT", "GPT"], ["OpenAI"], ["openai.com"]),
        new(["Kling"], ["Kling AI", "Kuaishou", "Kuaishou Technology"], ["kuaishou.com", "klingai.com"]),
        new(["Runway", "Gen-2", "Gen-3", "Gen-4"], ["Runway", "Runway AI", "Runway ML", "RunwayML"], ["runwayml.com"]),
        new(["Luma", "Dream Machine"], ["Luma", "Luma AI", "Luma Labs"], ["lumalabs.ai"]),
        new(["Hailuo", "MiniMax"], ["MiniMax", "Hailuo AI"], ["minimax.io", "minimaxi.com"]),
        new(["Veo", "Imagen", "Gemini"], ["Google", "Google DeepMind", "DeepMind", "Alphabet"], ["google.com", "deepmind.com"]),
        new(["Pika"], ["Pika", "Pika Labs"], ["pika.art"]),
        new(["Midjourney"], ["Midjourney"], ["midjourney.com"]),
        new(["ElevenLabs", "Eleven Labs"], ["ElevenLabs", "Eleven Labs"], ["elevenlabs.io"]),
        new(["Suno"], ["Suno", "Suno AI"], ["suno.com", "suno.ai"]),
        new(["Udio"], ["Udio", "Uncharted Labs"], ["udio.com"]),
        new(["Stable Diffusion", "Stable Video", "SDXL"], ["Stability AI"], ["stability.ai"]),
        new(["Flux"], ["Black Forest Labs"], ["blackforestlabs.ai", "bfl.ai"]),
        new(["Firefly"], ["Adobe"], ["adobe.com"]),
        new(["Hunyuan"], ["Tencent"], ["tencent.com"]),
        new(["Wan 2"], ["Alibaba", "Alibaba Cloud"], ["alibaba-inc.com"]),
        new(["Seedance"], ["ByteDance"], ["bytedance.com"]),
        new(["Claude"], ["Anthropic"], ["anthropic.com"]),
        new(["HeyGen"], ["HeyGen"], ["heygen.com"]),
        new(["Synthesia"], ["Synthesia"], ["synthesia.io"]),
        new(["Ideogram"], ["Ideogram", "Ideogram AI"], ["ideogram.ai"]),
    ];

    /// <summary>Whether it is known to generate pictures, sounds or words.</summary>
    public static bool IsGenerator(string tool) => Find(tool) is not null;

    /// <summary>The names that its maker goes by; the tool's own where nobody knows it, since a firm often bears its product's name.</summary>
    public static IReadOnlyList<string> NamesOf(string tool) => Find(tool)?.Names ?? [tool];

    /// <summary>The mail houses of its maker.</summary>
    public static IReadOnlyList<string> HousesOf(string tool) => Find(tool)?.Houses ?? [];

    private static Maker? Find(string tool) => Array.Find(Known, maker => maker.Tools.Any(begin => tool.Trim().StartsWith(begin, StringComparison.OrdinalIgnoreCase)));

    private sealed record Maker(IReadOnlyList<string> Tools, IReadOnlyList<string> Names, IReadOnlyList<string> Houses);
}
