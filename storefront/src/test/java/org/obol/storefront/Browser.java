package org.obol.storefront;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium, as a visitor of the catalogue has it, with a log of what went wrong. */
final class Browser implements AutoCloseable {

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/** A test that is left out where there is no browser would never be missed. */
	static Browser start() {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(find("CHROMIUM", "chromium", "chromium-browser", "google-chrome").toFile());
		// Root, as in a container, may not use the sandbox; only our own pages are shown.
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--no-proxy-server", "--disable-background-networking", "--window-size=1200,900");
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(find("CHROMEDRIVER", "chromedriver").toFile())
			.usingAnyFreePort()
			.build();
		ChromeDriver driver = new ChromeDriver(service, options);
		driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(20)).scriptTimeout(Duration.ofSeconds(10));
		return new Browser(driver);
	}

	private static Path find(String variable, String... names) {
		String said = System.getenv(variable);
		Stream<Path> candidates = (said != null) ? Stream.of(Path.of(said))
				: Stream.of(System.getenv("PATH").split(":"))
					.flatMap((folder) -> Stream.of(names).map((name) -> Path.of(folder, name)));
		return candidates.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(
					"No " + names[0] + " on the PATH: run build/prepare, or say where it is in " + variable));
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/** Opens a page that has loaded when this returns. */
	Browser open(String url) {
		this.driver.get(url);
		return this;
	}

	/**
	 * What the visitor's system prefers: {@code light} or {@code dark}, and no
	 * animations.
	 */
	Browser prefers(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
		return this;
	}

	Browser withWidth(int pixels) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", pixels, "height", 800, "deviceScaleFactor", 2, "mobile", pixels < 600));
		return this;
	}

	Browser mayUseTheClipboard(String origin) {
		this.driver.executeCdpCommand("Browser.grantPermissions",
				Map.of("origin", origin, "permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
		return this;
	}

	/** Runs an expression on the page. */
	Object sees(String expression) {
		return this.driver.executeScript("return " + expression);
	}

	/** Errors and refused scripts since the last look. */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
