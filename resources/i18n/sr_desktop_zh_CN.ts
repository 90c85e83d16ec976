<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Split</source>
        <translation>分割(&amp;S)</translation>
    </message>
    <message>
        <source>Side &amp;by side</source>
        <translation>并排(&amp;B)</translation>
    </message>
    <message>
        <source>F&amp;licker</source>
        <translation>闪烁(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Difference</source>
        <translation>差异(&amp;D)</translation>
    </message>
    <message>
        <source>Original as its &amp;pixels</source>
        <translation>原图：像素(&amp;P)</translation>
    </message>
    <message>
        <source>Original, bi&amp;cubic</source>
        <translation>原图：双三次(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple picture</source>
        <translation>打开示例图片(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save result</source>
        <translation>保存结果(&amp;S)</translation>
    </message>
    <message>
        <source>Save result &amp;as...</source>
        <translation>结果另存为(&amp;A)...</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Upscale</source>
        <translation>放大(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大视图(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小视图(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;Refresh the models</source>
        <translation>刷新模型(&amp;R)</translation>
    </message>
    <message>
        <source>Open the models &amp;folder</source>
        <translation>打开模型文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;About SR Desktop</source>
        <translation>关于 SR Desktop(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy the message and its technical details to the clipboard</source>
        <translation>将消息及技术详情复制到剪贴板</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>CompareToolbar</name>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Zoom: 100 % shows each pixel of the result as one pixel of the screen</source>
        <translation>缩放：100 % 表示结果的每个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>How the original is brought to the size of the result</source>
        <translation>原图以何种方式放大到结果的尺寸</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Difference to bicubic, x{gain}</source>
        <translation>与双三次的差异，×{gain}</translation>
    </message>
    <message>
        <source>{name}, bicubic</source>
        <translation>{name}（双三次）</translation>
    </message>
    <message>
        <source>Original and upscaled picture. Arrow keys move it, plus and minus zoom, holding Space shows the original, Shift with the left and right arrow moves the divider, with up and down it amplifies the difference.</source>
        <translation>原图与放大后的图片。方向键移动图片，加号和减号缩放，按住空格键显示原图，Shift 加左右方向键移动分隔线，加上下方向键调整差异的放大倍数。</translation>
    </message>
    <message>
        <source>The picture cannot be shown: its working file is gone or incomplete. Open the picture again.</source>
        <translation>无法显示图片：其工作文件已丢失或不完整。请重新打开图片。</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Engine ready</source>
        <translation>引擎就绪</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>Engine is starting...</source>
        <translation>引擎正在启动...</translation>
    </message>
    <message>
        <source>The settings could not be read, so all are as new; the damaged file was kept as {name}.</source>
        <translation>无法读取设置，已全部恢复默认；损坏的文件保留为 {name}。</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>SR Desktop {version}

Makes pictures larger with neural networks, on this computer alone. Nothing is sent anywhere.</source>
        <translation>SR Desktop {version}

用神经网络放大图片，全部在本机完成，不会向任何地方发送数据。</translation>
    </message>
    <message>
        <source>MIT licence. Made with Qt {qt} (LGPL) and PyTorch.</source>
        <translation>MIT 许可证。使用 Qt {qt}（LGPL）和 PyTorch 制作。</translation>
    </message>
    <message>
        <source>About SR Desktop</source>
        <translation>关于 SR Desktop</translation>
    </message>
    <message>
        <source>The program made a mistake. Your files are untouched.</source>
        <translation>程序出错了。您的文件没有受到影响。</translation>
    </message>
    <message>
        <source>You can go on working. The details are in {log}.</source>
        <translation>您可以继续工作。详情见 {log}。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to open</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop a picture here</source>
        <translation>将图片拖放到这里</translation>
    </message>
    <message>
        <source>JPEG, PNG, WebP, TIFF, BMP or GIF. Nothing leaves this computer; files are never changed.</source>
        <translation>支持 JPEG、PNG、WebP、TIFF、BMP 或 GIF。图片不会离开本机，原文件不会被改动。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Scales</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Works on</source>
        <translation>处理对象</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Measured on luminance, borders of the scale&apos;s width cut off</source>
        <translation>在亮度通道上测量，裁去与倍数等宽的边缘</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>测量结果</translation>
    </message>
    <message>
        <source>PSNR in dB and SSIM of this model&apos;s weights, measured by this program</source>
        <translation>由本程序测得的该模型权重的 PSNR（dB）和 SSIM</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>2  Model</source>
        <translation>2  模型</translation>
    </message>
    <message>
        <source>The engine is starting; the models will be here in a moment.</source>
        <translation>引擎正在启动，模型稍后就会显示在这里。</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Came with the program</source>
        <translation>随程序附带</translation>
    </message>
    <message>
        <source>Your models folder</source>
        <translation>您的模型文件夹</translation>
    </message>
    <message>
        <source>any scale</source>
        <translation>任意倍数</translation>
    </message>
    <message>
        <source>Luminance; colours are brought along by bicubic</source>
        <translation>亮度；颜色用双三次插值放大</translation>
    </message>
    <message>
        <source>Colours (RGB)</source>
        <translation>彩色（RGB）</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Put weights files into {folder}, then refresh.</source>
        <translation>将权重文件放入 {folder}，然后刷新。</translation>
    </message>
    <message>
        <source>Choose a model to see everything known of it</source>
        <translation>选择一个模型以查看其全部信息</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
</context>
<context>
    <name>OutputSection</name>
    <message>
        <source>Name: {name}</source>
        <translation>文件名：{name}</translation>
    </message>
    <message>
        <source>4  Saving</source>
        <translation>4  保存</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>PictureController</name>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>正在打开 {name}...</translation>
    </message>
    <message>
        <source>Taking the picture from the clipboard...</source>
        <translation>正在读取剪贴板中的图片...</translation>
    </message>
    <message>
        <source>it holds no pictures.</source>
        <translation>其中没有图片。</translation>
    </message>
    <message>
        <source>Opened {name}, the first of {count} files.</source>
        <translation>已打开 {name}，这是 {count} 个文件中的第一个。</translation>
    </message>
    <message>
        <source>Opened {name}, the first of {count} pictures in its folder.</source>
        <translation>已打开 {name}，这是文件夹中 {count} 张图片的第一张。</translation>
    </message>
    <message>
        <source>Opened {name}.</source>
        <translation>已打开 {name}。</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
</context>
<context>
    <name>PictureSection</name>
    <message>
        <source>1  Picture</source>
        <translation>1  图片</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>尚无图片</translation>
    </message>
    <message>
        <source>Drop one anywhere in this window.</source>
        <translation>可拖放到窗口的任意位置。</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} 位</translation>
    </message>
    <message>
        <source>transparent</source>
        <translation>含透明</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the network runs; automatic takes the fastest.</source>
        <translation>网络在哪个设备上运行；自动则选用最快的设备。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>How exact the arithmetic is; fp32 is the most exact.</source>
        <translation>运算的精确程度；fp32 最精确。</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>分块大小</translation>
    </message>
    <message>
        <source>Large pictures are worked on in tiles; smaller ones need less memory.</source>
        <translation>大图片会分块处理；分块越小，所需内存越少。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} 像素</translation>
    </message>
</context>
<context>
    <name>SaveController</name>
    <message>
        <source>Saving {name}...</source>
        <translation>正在保存 {name}...</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>已保存为 {name}，位于 {folder}</translation>
    </message>
    <message>
        <source>No file manager could be started; the folder is {folder}</source>
        <translation>无法启动文件管理器；文件夹是 {folder}</translation>
    </message>
</context>
<context>
    <name>SaveForm</name>
    <message>
        <source>As the picture</source>
        <translation>与图片相同</translation>
    </message>
    <message>
        <source>Beside the picture</source>
        <translation>图片所在文件夹</translation>
    </message>
    <message>
        <source>In one folder</source>
        <translation>指定文件夹</translation>
    </message>
    <message>
        <source>1 to 100, for JPEG and WebP only; 95 can hardly be told from the original.</source>
        <translation>1 到 100，仅用于 JPEG 和 WebP；95 与原始画质几乎无法区分。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>The file format of results; PNG and TIFF lose nothing.</source>
        <translation>结果的文件格式；PNG 和 TIFF 无损。</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Where results are saved; an existing file is never replaced.</source>
        <translation>结果的保存位置；绝不会替换已有文件。</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>选择...</translation>
    </message>
    <message>
        <source>Choose the folder for results</source>
        <translation>选择保存结果的文件夹</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Upscaling</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Settings, your models and your training runs are in this folder:</source>
        <translation>设置、您的模型和训练记录位于此文件夹：</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show this folder in the file manager</source>
        <translation>在文件管理器中显示此文件夹</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Show the original (while held, in the picture)</source>
        <translation>按住显示原图（在图片区域）</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>SizeSection</name>
    <message>
        <source>3  Size</source>
        <translation>3  尺寸</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>{factor} times as wide and as high</source>
        <translation>宽和高各放大 {factor} 倍</translation>
    </message>
    <message>
        <source>Any factor, width, height or number of megapixels</source>
        <translation>任意倍数、宽度、高度或百万像素数</translation>
    </message>
    <message>
        <source>Kind of size</source>
        <translation>尺寸类型</translation>
    </message>
    <message>
        <source>What the number says</source>
        <translation>数值的含义</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>The new size is shown when a picture is open.</source>
        <translation>打开图片后显示新的尺寸。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>Short side</source>
        <translation>短边</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>百万像素</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source> MP</source>
        <translation> 百万像素</translation>
    </message>
    <message>
        <source>The wished size; the proportions of the picture are kept</source>
        <translation>想要的尺寸；保持图片比例</translation>
    </message>
</context>
<context>
    <name>StatusRegion</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Progress of the upscaling</source>
        <translation>放大的进度</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>tile {done} of {total}</source>
        <translation>分块 {done}/{total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>UpscaleController</name>
    <message>
        <source>Upscaling with {model}...</source>
        <translation>正在用 {model} 放大...</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Cancelled: another picture is being opened.</source>
        <translation>已取消：正在打开另一张图片。</translation>
    </message>
    <message>
        <source>{model} ×{scale}: {width} × {height} in {seconds} s on {device}. Not saved yet.</source>
        <translation>{model} ×{scale}：{width} × {height}，用时 {seconds} 秒（{device}）。尚未保存。</translation>
    </message>
    <message>
        <source>Upscaled, {model} ×{scale}</source>
        <translation>放大后，{model} ×{scale}</translation>
    </message>
    <message>
        <source>Cancelled: another model was chosen.</source>
        <translation>已取消：选择了另一个模型。</translation>
    </message>
    <message>
        <source>Cancelled: another size was chosen.</source>
        <translation>已取消：选择了另一个尺寸。</translation>
    </message>
    <message>
        <source>Cancelled: the settings were changed.</source>
        <translation>已取消：设置已更改。</translation>
    </message>
    <message>
        <source>{old_width} × {old_height} → {width} × {height} ({megapixels} MP)</source>
        <translation>{old_width} × {old_height} → {width} × {height}（{megapixels} 百万像素）</translation>
    </message>
</context>
<context>
    <name>UpscalePage</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Device, precision and tile size</source>
        <translation>设备、精度和分块大小</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>_LookSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The language of the program; changes at once</source>
        <translation>程序的语言；立即生效</translation>
    </message>
    <message>
        <source>Light or dark colours; changes at once</source>
        <translation>浅色或深色；立即生效</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The picture {path} cannot be read: {detail}</source>
        <translation>无法读取图片 {path}：{detail}</translation>
    </message>
    <message>
        <source>Open it in another program and save it again as PNG, then retry.</source>
        <translation>请用其他程序打开并另存为 PNG，然后重试。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>文件 {path} 不存在。</translation>
    </message>
    <message>
        <source>Check the name; the file may have been moved or renamed.</source>
        <translation>请检查名称；文件可能已被移动或重命名。</translation>
    </message>
    <message>
        <source>The file {path} is empty (0 bytes).</source>
        <translation>文件 {path} 是空的（0 字节）。</translation>
    </message>
    <message>
        <source>Its copy or download was probably interrupted; fetch it again.</source>
        <translation>复制或下载可能被中断；请重新获取。</translation>
    </message>
    <message>
        <source>{path} is not a picture, or of a format that is not supported.</source>
        <translation>{path} 不是图片，或其格式不受支持。</translation>
    </message>
    <message>
        <source>Supported are JPEG, PNG, WebP, TIFF, BMP and GIF.</source>
        <translation>支持 JPEG、PNG、WebP、TIFF、BMP 和 GIF。</translation>
    </message>
    <message>
        <source>The picture {path} is cut short or damaged: {detail}</source>
        <translation>图片 {path} 不完整或已损坏：{detail}</translation>
    </message>
    <message>
        <source>Copy or download it again; a part of it is missing.</source>
        <translation>请重新复制或下载；文件缺少一部分。</translation>
    </message>
    <message>
        <source>The file {path} may not be read: {detail}</source>
        <translation>没有读取文件 {path} 的权限：{detail}</translation>
    </message>
    <message>
        <source>Check the permissions of the file and of its folder.</source>
        <translation>请检查文件及其文件夹的权限。</translation>
    </message>
    <message>
        <source>{path} would become {width} x {height} pixels; the limit is {limit} megapixels.</source>
        <translation>{path} 将变为 {width} x {height} 像素；上限为 {limit} 百万像素。</translation>
    </message>
    <message>
        <source>Choose a smaller scale, or cut the picture into parts.</source>
        <translation>请选择较小的倍数，或将图片切成几部分。</translation>
    </message>
    <message>
        <source>{path} has {width} x {height} pixels; only up to {limit} megapixels are read.</source>
        <translation>{path} 有 {width} x {height} 像素；最多只能读取 {limit} 百万像素。</translation>
    </message>
    <message>
        <source>Cut the picture into parts with another program first.</source>
        <translation>请先用其他程序将图片切成几部分。</translation>
    </message>
    <message>
        <source>{width} x {height} pixels cannot be upscaled by the factor {scale}; it must be over 1 and at most {limit}.</source>
        <translation>{width} x {height} 像素无法放大 {scale} 倍；倍数必须大于 1 且不超过 {limit}。</translation>
    </message>
    <message>
        <source>Choose a larger target, or another factor.</source>
        <translation>请选择更大的目标尺寸或其他倍数。</translation>
    </message>
    <message>
        <source>There is no model named {model}.</source>
        <translation>没有名为 {model} 的模型。</translation>
    </message>
    <message>
        <source>The models are: {known}.</source>
        <translation>现有模型：{known}。</translation>
    </message>
    <message>
        <source>The weights file {path} cannot be used: {detail}</source>
        <translation>无法使用权重文件 {path}：{detail}</translation>
    </message>
    <message>
        <source>Get the file again, or remove it from the models folder.</source>
        <translation>请重新获取该文件，或将其从模型文件夹中移除。</translation>
    </message>
    <message>
        <source>The weights file {path} was not made by SR Desktop.</source>
        <translation>权重文件 {path} 不是由 SR Desktop 生成的。</translation>
    </message>
    <message>
        <source>Use weights that this program trained, or remove the file from the models folder.</source>
        <translation>请使用本程序训练的权重，或将该文件从模型文件夹中移除。</translation>
    </message>
    <message>
        <source>The file {path} is no safetensors file, or is cut short.</source>
        <translation>文件 {path} 不是 safetensors 文件，或者不完整。</translation>
    </message>
    <message>
        <source>Copy or download the file again; a part of it may be missing.</source>
        <translation>请重新复制或下载该文件，它可能缺少一部分。</translation>
    </message>
    <message>
        <source>The description in the weights file {path} is damaged.</source>
        <translation>权重文件 {path} 中的描述已损坏。</translation>
    </message>
    <message>
        <source>Get the file again, or train the model anew.</source>
        <translation>请重新获取该文件，或重新训练该模型。</translation>
    </message>
    <message>
        <source>{path} holds a network of the kind {arch}, which is not supported.</source>
        <translation>{path} 包含的网络类型 {arch} 不受支持。</translation>
    </message>
    <message>
        <source>A newer version of the program may know it.</source>
        <translation>较新版本的程序可能支持它。</translation>
    </message>
    <message>
        <source>The device {device} is not available here.</source>
        <translation>设备 {device} 在此不可用。</translation>
    </message>
    <message>
        <source>Choose one of: {known}.</source>
        <translation>请选择其中之一：{known}。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture on {device}.</source>
        <translation>{device} 上的内存不足以处理此图片。</translation>
    </message>
    <message>
        <source>Choose smaller tiles or a smaller scale, or close other programs.</source>
        <translation>请选择更小的分块或倍数，或关闭其他程序。</translation>
    </message>
    <message>
        <source>The model {model} gave values that are no numbers; nothing was saved.</source>
        <translation>模型 {model} 输出了无效数值；未保存任何内容。</translation>
    </message>
    <message>
        <source>Choose the precision fp32 or another model.</source>
        <translation>请选择 fp32 精度或其他模型。</translation>
    </message>
    <message>
        <source>{path} exists already; it was left as it is.</source>
        <translation>{path} 已存在；未作改动。</translation>
    </message>
    <message>
        <source>Choose another name, or allow replacing.</source>
        <translation>请选择其他名称，或允许替换。</translation>
    </message>
    <message>
        <source>{path} is the picture that is being upscaled; originals are never replaced.</source>
        <translation>{path} 正是要放大的图片；绝不替换原图。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>请选择其他名称或文件夹。</translation>
    </message>
    <message>
        <source>{path} could not be written: {detail}</source>
        <translation>无法写入 {path}：{detail}</translation>
    </message>
    <message>
        <source>Check free space and permissions, or choose another folder.</source>
        <translation>请检查可用空间和权限，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{format} cannot hold {width} x {height} pixels; its limit is {limit} a side.</source>
        <translation>{format} 无法容纳 {width} x {height} 像素；每边上限为 {limit}。</translation>
    </message>
    <message>
        <source>Save it as PNG or TIFF.</source>
        <translation>请保存为 PNG 或 TIFF。</translation>
    </message>
    <message>
        <source>The job&apos;s field {field} cannot be {value}.</source>
        <translation>任务的字段 {field} 不能是 {value}。</translation>
    </message>
    <message>
        <source>Allowed: {allowed}.</source>
        <translation>允许的值：{allowed}。</translation>
    </message>
    <message>
        <source>The folder {path} cannot be used: {detail}</source>
        <translation>无法使用文件夹 {path}：{detail}</translation>
    </message>
    <message>
        <source>Choose a folder that holds pictures.</source>
        <translation>请选择包含图片的文件夹。</translation>
    </message>
    <message>
        <source>The training diverged at step {step}: the loss is no number any more.</source>
        <translation>训练在第 {step} 步发散：损失已不是有效数值。</translation>
    </message>
    <message>
        <source>Lower the learning rate; the last good weights are kept.</source>
        <translation>请降低学习率；最后的有效权重已保留。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly ({detail}); it was started again.</source>
        <translation>引擎意外停止（{detail}）；已重新启动。</translation>
    </message>
    <message>
        <source>Try smaller tiles or another device; the picture is still open.</source>
        <translation>请尝试更小的分块或其他设备；图片仍处于打开状态。</translation>
    </message>
    <message>
        <source>The engine stopped several times in a row ({detail}).</source>
        <translation>引擎连续多次意外停止（{detail}）。</translation>
    </message>
    <message>
        <source>Close other programs or choose another device, then try again.</source>
        <translation>请关闭其他程序或选择其他设备，然后重试。</translation>
    </message>
    <message>
        <source>The program made a mistake: {detail}</source>
        <translation>程序出错了：{detail}</translation>
    </message>
    <message>
        <source>Please report it together with the log.</source>
        <translation>请连同日志一起报告。</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>The first convolutional network for the task: small and fast, crisper than bicubic.</source>
        <translation>首个用于此任务的卷积网络：小而快，比双三次更清晰。</translation>
    </message>
    <message>
        <source>Deep residual network that works at low resolution: the most faithful details.</source>
        <translation>在低分辨率上工作的深度残差网络：细节最忠实。</translation>
    </message>
    <message>
        <source>Very deep residual network, one set of weights for every factor, also between whole ones.</source>
        <translation>极深的残差网络，一套权重适用于所有倍数，包括非整数倍。</translation>
    </message>
    <message>
        <source>Plain interpolation, as every picture program does it: the yardstick.</source>
        <translation>普通插值，每个图片程序都在用：作为比较基准。</translation>
    </message>
    <message>
        <source>Interpolation with a wider kernel: a little crisper than bicubic, with slight ringing.</source>
        <translation>使用更宽核的插值：比双三次略清晰，有轻微振铃。</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>The file holds {count} pictures; the first one is used.</source>
        <translation>文件中有 {count} 幅图像；使用第一幅。</translation>
    </message>
    <message>
        <source>The EXIF block of the file is damaged and is left out.</source>
        <translation>文件的 EXIF 数据已损坏，已略去。</translation>
    </message>
    <message>
        <source>The colour profile of the file does not fit its colours and is left out.</source>
        <translation>文件的颜色配置文件与其颜色不符，已被舍弃。</translation>
    </message>
    <message>
        <source>CMYK was converted to RGB through its colour profile.</source>
        <translation>已通过颜色配置文件将 CMYK 转换为 RGB。</translation>
    </message>
    <message>
        <source>The colours were converted to RGB, 16 bits.</source>
        <translation>颜色已转换为 16 位 RGB。</translation>
    </message>
    <message>
        <source>Floating-point values were brought to 16 bits; what lies outside 0 to 1 was clipped.</source>
        <translation>浮点数值已转换为 16 位；0 到 1 以外的值已截断。</translation>
    </message>
    <message>
        <source>The values go up to {top}; they were scaled to 16 bits so that this is white.</source>
        <translation>数值最高为 {top}；已缩放到 16 位，使该值为白色。</translation>
    </message>
    <message>
        <source>The file holds {count} channels; all but colour and transparency is left out.</source>
        <translation>文件包含 {count} 个通道；除颜色和透明度外均被舍弃。</translation>
    </message>
    <message>
        <source>{format} holds 8 bits a channel; the 16 of the picture were rounded.</source>
        <translation>{format} 每通道只有 8 位；图片的 16 位已舍入。</translation>
    </message>
    <message>
        <source>JPEG holds no transparency; the picture was laid on white.</source>
        <translation>JPEG 不支持透明；图片已置于白色背景上。</translation>
    </message>
    <message>
        <source>The EXIF block of the picture is not written to TIFF; PNG, JPEG and WebP keep it.</source>
        <translation>图片的 EXIF 数据不会写入 TIFF；PNG、JPEG 和 WebP 会保留它。</translation>
    </message>
    <message>
        <source>The XMP block of the picture is too long for JPEG; PNG, TIFF and WebP keep it.</source>
        <translation>图片的 XMP 数据对 JPEG 来说过长；PNG、TIFF 和 WebP 会保留它。</translation>
    </message>
    <message>
        <source>The Lab colours of the file were converted to RGB.</source>
        <translation>文件的 Lab 颜色已转换为 RGB。</translation>
    </message>
</context>
</TS>
